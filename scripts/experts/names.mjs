// @ts-check
import { africa } from './names/africa.mjs';
import { easternAsia } from './names/eastern-asia.mjs';
import { easternEurope } from './names/eastern-europe.mjs';
import { northernEurope } from './names/northern-europe.mjs';
import { oceaniaAndAmericas } from './names/oceania-and-americas.mjs';
import { southernAsia } from './names/southern-asia.mjs';
import { southernEurope } from './names/southern-europe.mjs';
import { westernAsia } from './names/western-asia.mjs';

/** @typedef {import('./types.mjs').Culture} Culture */
/** @typedef {import('./types.mjs').InventedName} InventedName */
/** @typedef {import('./types.mjs').Pronouns} Pronouns */
/** @typedef {import('./random.mjs').Random} Random */

export const CULTURES = [
  ...northernEurope,
  ...southernEurope,
  ...easternEurope,
  ...westernAsia,
  ...southernAsia,
  ...easternAsia,
  ...africa,
  ...oceaniaAndAmericas,
];

export const PLACES = CULTURES.flatMap((culture) => culture.places);

/** @typedef {{ given: string, family: string, other: string, pronouns: Pronouns }} Parts */

const lastWord = (/** @type {string} */ text) => text.slice(text.lastIndexOf(' ') + 1);

const PATRONYMIC = { she: 'dóttir', he: 'son', they: 'bur' };

/**
 * How the parts of a name go together, and by which one its owner is called on a second mention.
 *
 * @type {Record<string, (parts: Parts) => { plain: string, formal: string }>}
 */
const LATIN_ORDERS = {
  givenFirst: ({ given, family }) => ({ plain: `${given} ${family}`, formal: family }),
  byGiven: ({ given, family }) => ({ plain: `${given} ${family}`, formal: given }),
  familyFirst: ({ given, family }) => ({ plain: `${family} ${given}`, formal: family }),
  byLastGiven: ({ given, family }) => ({ plain: `${family} ${given}`, formal: lastWord(given) }),
  twoFamilies: ({ given, family, other }) => ({ plain: `${given} ${family} ${other}`, formal: family }),
  portuguese: ({ given, family, other }) => ({
    plain: `${given} ${lastWord(other)} ${family}`,
    formal: lastWord(family),
  }),
  patronymic: ({ given, family, pronouns }) => ({
    plain: `${given} ${family}${PATRONYMIC[pronouns]}`,
    formal: given,
  }),
};

const spaced = (/** @type {string} */ given, /** @type {string} */ family) => `${given} ${family}`;
const joined = (/** @type {string} */ given, /** @type {string} */ family) => `${family}${given}`;

/** For each order the Latin one, and how a spelling in another script is put together. */
export const ORDERS = {
  givenFirst: { latin: LATIN_ORDERS.givenFirst, native: spaced },
  byGiven: { latin: LATIN_ORDERS.byGiven, native: spaced },
  byLastGiven: { latin: LATIN_ORDERS.byLastGiven, native: spaced },
  familyFirst: { latin: LATIN_ORDERS.familyFirst, native: spaced },
  twoFamilies: { latin: LATIN_ORDERS.twoFamilies, native: spaced },
  portuguese: { latin: LATIN_ORDERS.portuguese, native: spaced },
  patronymic: { latin: LATIN_ORDERS.patronymic, native: spaced },
  oneWord: { latin: LATIN_ORDERS.familyFirst, native: joined },
  nativeFamilyFirst: { latin: LATIN_ORDERS.givenFirst, native: joined },
};

/** More people say "she" or "he" than "they". */
const PRONOUNS = /** @type {const} */ ([...Array(9).fill('she'), ...Array(9).fill('he'), 'they', 'they']);

const HYPHENATED = 0.08;
const SECOND_SCRIPT_SHOWN = 0.4;

/** Two families in one, where neither has a particle or a second spelling. */
const hyphenate = (/** @type {string} */ family, /** @type {string} */ other) =>
  /[ |-]/.test(family + other) || family === other ? family : `${family}-${other}`;

/**
 * @param {Culture} culture
 * @param {Random} random
 * @returns {InventedName}
 */
export const inventName = (culture, random) => {
  const { latin, native } = ORDERS[culture.order ?? 'givenFirst'];
  /** @type {Pronouns} */
  const pronouns = random.pick(PRONOUNS);
  const families = pronouns === 'she' ? (culture.herFamily ?? culture.family) : culture.family;
  const [first, other] = random.shuffle(families);
  const isHyphenated = culture.order === undefined && random.chance(HYPHENATED);
  const [family, nativeFamily] = (isHyphenated ? hyphenate(first, other) : first).split('|');
  const [given, nativeGiven] = random.pick(culture[pronouns]).split('|');
  const { plain, formal } = latin({ given, family, other, pronouns });
  const isShown = nativeFamily !== undefined && random.chance(SECOND_SCRIPT_SHOWN);
  const name = isShown ? `${plain} (${native(nativeGiven, nativeFamily)})` : plain;
  const spokenGiven = culture.order === 'byLastGiven' ? lastWord(given) : given;
  return { name, plain, given: spokenGiven, formal, pronouns };
};
