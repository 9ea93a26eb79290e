// @ts-check
import { inWords, withArticle } from './grammar.mjs';
import * as life from './life.mjs';
import { PLACES } from './names.mjs';

/** @typedef {import('./random.mjs').Random} Random */

/**
 * @typedef {object} Subject What is known of somebody before the biography is written.
 * @property {import('./types.mjs').Field} field
 * @property {import('./types.mjs').Field['topics']} topics The field's; the first ones are this person's.
 * @property {import('./types.mjs').Culture} culture
 * @property {import('./types.mjs').InventedName} name
 * @property {string} title
 * @property {string} employer With its article; empty where it is not to be told.
 * @property {string} location Empty where it is not to be told.
 */

/** Careers end here, not today: the same seed must give the same years next year. */
const PRESENT = 2025;

export const cityOf = (/** @type {string} */ place) => place.split(', ')[0];

/** How probably a city lies in the part of the world that the person's name comes from. */
const HOME = 0.9;
const ABROAD = 0.4;

/**
 * Cities that differ from each other and from those already taken.
 *
 * @param {Random} random
 * @param {string[]} places Those of the person's own part of the world.
 * @param {Set<string>} taken
 */
const cityPicker = (random, places, taken) => {
  const fresh = (/** @type {string[]} */ list) => {
    const city = cityOf(random.pick(list));
    if (taken.has(city)) return null;
    taken.add(city);
    return city;
  };
  return (/** @type {number} */ near) => {
    let city = random.chance(near) ? fresh(places) : null;
    while (city === null) city = fresh(PLACES);
    return city;
  };
};

/** The mother tongue first, then English, then what else was learned. */
const languagesOf = (/** @type {string} */ mother, /** @type {Random} */ random) => {
  const others = random.shuffle(life.LANGUAGES.filter((language) => language !== mother));
  const known = [...new Set([mother, 'English'])];
  if (known.length === 1 || random.chance(0.5)) known.push(others[0]);
  if (random.chance(0.6)) known.push(`${random.pick(life.FLUENCIES)} ${others[1]}`);
  return `${known.slice(0, -1).join(', ')} and ${known.at(-1)}`;
};

export const withoutThe = (/** @type {string} */ employer) => employer.replace(/^the /, '');

/** Somebody may be head of something, but not a head. */
const asPredicate = (/** @type {string} */ title) =>
  title.startsWith('head of') ? title : withArticle(title);

const careerYears = (/** @type {Random} */ random) => {
  const years = random.integer(3, 31);
  const start = PRESENT - years;
  return {
    years: inWords(years),
    year0: String(start - random.integer(3, 9)),
    year1: String(start),
    year2: String(random.integer(start + 1, PRESENT - 1)),
    year3: String(random.integer(start, PRESENT - 2)),
  };
};

/** A scene as the second half of a sentence, where its first word allows that. */
const afterColon = (/** @type {string} */ scene) => {
  if (/^\{[SP]\}/.test(scene)) return scene.replace('{S}', '{s}').replace('{P}', '{p}');
  return /^(A|The) /.test(scene) ? scene.charAt(0).toLowerCase() + scene.slice(1) : '';
};

const lifeFacts = (/** @type {Random} */ random) => {
  const [hobby, hobby2] = random.shuffle(life.HOBBIES);
  const [audience, audience2] = random.shuffle(life.AUDIENCES);
  const earlierJobBare = random.pick(life.EARLIER_JOBS);
  return {
    hobby,
    hobby2,
    audience,
    audience2,
    earlierJobBare,
    earlierJob: withArticle(earlierJobBare),
    subject: random.pick(life.SUBJECTS),
    childhood: random.pick(life.CHILDHOODS),
    shop: random.pick(life.SHOPS),
    offer: random.pick(life.OFFERS),
    wish: random.pick(life.WISHES),
    need: random.pick(life.ROOM_NEEDS),
    trusted: random.pick(life.TRUSTED),
    distrusted: random.pick(life.DISTRUSTED),
    number: inWords(random.integer(3, 12)),
  };
};

const fieldFacts = (/** @type {Subject} */ { field, topics, employer }, /** @type {Random} */ random) => {
  const [[what1, how1], [what2, how2], [what3]] = topics;
  const [feat1, feat2] = random.shuffle(field.feats);
  const [scene1, scene2] = random.shuffle(field.scenes);
  const elsewhere = field.employers.filter((name) => name !== employer);
  const [earlierOrg, earlierOrg2] = random.shuffle(elsewhere);
  const topicFacts = { what1, how1, what2, how2, what3 };
  const sceneFacts = { scene1, scene2, sceneLower: afterColon(scene1) };
  return Object.assign(topicFacts, sceneFacts, { feat1, feat2, earlierOrg, earlierOrg2 });
};

/**
 * Everything that a biography may tell, by the name that stands for it in the voices' sentences. What
 * is not to be told is empty.
 *
 * @param {Subject} subject
 * @param {Random} random
 * @returns {Record<string, string>}
 */
export const inventFacts = (subject, random) => {
  const { culture, name, employer, location } = subject;
  const title = subject.title.charAt(0).toLowerCase() + subject.title.slice(1);
  const city = location === '' ? '' : cityOf(location);
  const anotherCity = cityPicker(random, culture.places, new Set([city]));
  const known = {
    name: name.plain,
    title,
    aTitle: asPredicate(title),
    org: employer,
    organization: withoutThe(employer),
    label: subject.field.label.toLowerCase(),
    city,
    place: location,
    hometown: anotherCity(HOME),
    studyCity: anotherCity(ABROAD),
    studyCity2: anotherCity(ABROAD),
    languages: languagesOf(culture.language, random),
  };
  return Object.assign(known, careerYears(random), fieldFacts(subject, random), lifeFacts(random));
};
