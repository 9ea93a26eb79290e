// @ts-check
import { VOICES, writeBiography } from './biography.mjs';
import { inventFacts, withoutThe } from './facts.mjs';
import { craftFields } from './fields/craft.mjs';
import { computingFields } from './fields/computing.mjs';
import { cultureFields } from './fields/culture.mjs';
import { earthFields } from './fields/earth.mjs';
import { healthFields } from './fields/health.mjs';
import { natureFields } from './fields/nature.mjs';
import { publicFields } from './fields/public.mjs';
import { societyFields } from './fields/society.mjs';
import { CULTURES, inventName, PLACES } from './names.mjs';
import { randomFor } from './random.mjs';

/** @typedef {import('./types.mjs').InventedExpert} InventedExpert */
/** @typedef {import('./types.mjs').Field} Field */
/** @typedef {import('./random.mjs').Random} Random */

export const FIELDS = [
  ...natureFields,
  ...earthFields,
  ...healthFields,
  ...societyFields,
  ...publicFields,
  ...cultureFields,
  ...craftFields,
  ...computingFields,
];

/** Real lists have gaps: the share of experts who leave out each of these. */
const MISSING = { organization: 0.08, location: 0.1, links: 0.25 };

/** Most people work where names like theirs are common; the others have moved. */
const MOVED = 0.3;

/** Letters that are not a plain letter with a mark. */
const PLAIN = new Map(Object.entries({ ð: 'd', đ: 'd', ø: 'o', ł: 'l', ı: 'i', þ: 'th', æ: 'ae', ß: 'ss' }));

/** "Þóra Jónsdóttir" becomes "thora-jonsdottir". */
export const slugOf = (/** @type {string} */ name) =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9 -]/g, (letter) => PLAIN.get(letter) ?? '')
    .replace(/[ -]+/g, '-');

/**
 * @param {string} plainName
 * @param {string} field
 * @param {Random} random
 */
const linksFor = (plainName, field, random) => {
  if (random.chance(MISSING.links)) return [];
  const slug = slugOf(plainName);
  const all = [
    `https://example.org/people/${slug}`,
    `https://example.com/@${slug.replaceAll('-', '')}`,
    `https://example.org/${field}/${slug}`,
    `https://www.example.com/talks/${slug}`,
  ];
  return random.shuffle(all).slice(0, random.integer(1, 3));
};

/**
 * Two to five: one to four subjects, then the field.
 *
 * @param {Field} field
 * @param {Field['topics']} topics
 * @param {Random} random
 */
const tagsFor = ({ label }, topics, random) => {
  const subjects = topics.slice(0, random.integer(1, 4)).map(([, , tag]) => tag);
  return [...new Set([...subjects, label.toLowerCase()])];
};

/**
 * Nobody can be head of a department without an employer.
 *
 * @param {Field} field
 * @param {string} employer
 * @param {Random} random
 */
const titleFor = ({ titles }, employer, random) =>
  random.pick(employer === '' ? titles.filter((title) => !title.startsWith('Head of')) : titles);

/**
 * @param {number} index
 * @param {number} seed
 * @returns {InventedExpert}
 */
const inventExpert = (index, seed) => {
  const random = randomFor(seed, index);
  const field = random.pick(FIELDS);
  const culture = random.pick(CULTURES);
  const name = inventName(culture, random);
  const employer = random.chance(MISSING.organization) ? '' : random.pick(field.employers);
  const location = random.chance(MISSING.location)
    ? ''
    : random.pick(random.chance(MOVED) ? PLACES : culture.places);
  const title = titleFor(field, employer, random);
  const topics = random.shuffle(field.topics);
  const facts = inventFacts({ field, topics, culture, name, title, employer, location }, random);
  return {
    key: `expert-${String(index + 1).padStart(5, '0')}`,
    field: field.id,
    name: name.name,
    title,
    organization: withoutThe(employer),
    location,
    bio: writeBiography({ facts, voice: random.pick(VOICES), name }, random),
    tags: tagsFor(field, topics, random),
    links: linksFor(name.plain, field.id, random),
  };
};

/**
 * Invents experts: the same seed gives the same ones on every machine, and the expert at an index
 * does not depend on how many are asked for.
 *
 * @param {number} count
 * @param {{ seed?: number, from?: number }} [options] `from` is the index of the first.
 * @returns {InventedExpert[]}
 */
export const inventExperts = (count, { seed = 1, from = 0 } = {}) =>
  Array.from({ length: count }, (_, offset) => inventExpert(from + offset, seed));
