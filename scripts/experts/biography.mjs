// @ts-check
import { capitalise, fillMarks } from './grammar.mjs';
import { chatty } from './voices/chatty.mjs';
import { firstPerson } from './voices/first-person.mjs';
import { formal } from './voices/formal.mjs';
import { host } from './voices/host.mjs';
import { portrait } from './voices/portrait.mjs';
import { terse } from './voices/terse.mjs';

/** @typedef {import('./random.mjs').Random} Random */
/** @typedef {import('./types.mjs').Voice} Voice */
/** @typedef {Record<string, string>} Facts */

/** Formal texts and those in the first person are the most common in lists of experts. */
export const VOICES = [formal, formal, firstPerson, firstPerson, chatty, portrait, host, terse];

export const WORD_LIMITS = { least: 40, most: 150 };

/** Names have several words where the sentences have one mark, so texts stop a little early. */
const ROOM_FOR_NAMES = 10;

const NAMED = 0.3;
const SECOND_TOPIC = 0.85;

export const countWords = (/** @type {string} */ text) => text.trim().split(/\s+/).length;

const FACT = /\{([A-Za-z]+[0-9]?)\}/g;
const MARKS = new Set(['N', 'n', 'S', 's', 'o', 'p', 'P', 'self', 'am', 'was', 'have']);

/** @type {Map<string, string[]>} */
const factsBySentence = new Map();

/** The facts that a sentence needs; each sentence is read once. */
const factsOf = (/** @type {string} */ sentence) => {
  let needed = factsBySentence.get(sentence);
  if (!needed) {
    needed = [...sentence.matchAll(FACT)].map(([, key]) => key).filter((key) => !MARKS.has(key));
    factsBySentence.set(sentence, needed);
  }
  return needed;
};

/** {City} is the fact {city} with a capital letter. */
const uncapitalise = (/** @type {string} */ key) => key.charAt(0).toLowerCase() + key.slice(1);

/** Facts that tell the same in other words. */
const SAME_FACT = new Map(
  Object.entries({ sceneLower: 'scene1', earlierJobBare: 'earlierJob', place: 'city', organization: 'org' })
);
const topicOf = (/** @type {string} */ key) => SAME_FACT.get(uncapitalise(key)) ?? uncapitalise(key);

/** What a text may come back to; anything else is told once. */
const REPEATABLE = new Set(['city', 'label', 'title', 'aTitle']);

/** Picks sentences whose facts are known and have not been told yet. */
const teller = (/** @type {Facts} */ facts, /** @type {Random} */ random) => {
  /** @type {Set<string>} */
  const told = new Set();
  const isTellable = (/** @type {string} */ key) => {
    const fact = facts[uncapitalise(key)];
    if (fact === undefined) throw new Error(`No sentence can use {${key}}: there is no such fact.`);
    return fact !== '' && !told.has(topicOf(key));
  };
  const choose = (/** @type {string[]} */ sentences) => {
    const usable = sentences.filter((sentence) => factsOf(sentence).every(isTellable));
    return usable.length === 0 ? null : random.pick(usable);
  };
  const wordsFor = (/** @type {string} */ key) => {
    const fact = facts[uncapitalise(key)];
    return key === uncapitalise(key) ? fact : capitalise(fact);
  };
  const tell = (/** @type {string} */ sentence) => {
    const keys = factsOf(sentence);
    for (const topic of keys.map(topicOf)) if (!REPEATABLE.has(topic)) told.add(topic);
    return keys.reduce((text, key) => text.replace(`{${key}}`, () => wordsFor(key)), sentence);
  };
  return { choose, tell };
};

/**
 * Tells the lead, then places of one of the voice's plans until the text is as long as it was meant
 * to be. The sentences come in the order of the plan, whichever were chosen first.
 *
 * @param {Facts} facts
 * @param {Voice} voice
 * @param {Random} random
 */
const chooseSentences = (facts, voice, random) => {
  const { choose, tell } = teller(facts, random);
  const lead = choose(voice.places.lead);
  if (lead === null) throw new Error('Every voice needs a lead that tells neither employer nor city.');
  const texts = new Map([['lead', tell(lead)]]);
  let words = countWords(texts.get('lead') ?? '');

  const plan = random.pick(voice.plans);
  const target = random.integer(voice.shortest, voice.longest);
  const others = random.shuffle(plan.filter((place) => place !== 'second'));
  for (const place of random.chance(SECOND_TOPIC) ? ['second', ...others] : others) {
    const sentence = words < target ? choose(voice.places[place]) : null;
    if (sentence === null) continue;
    const text = tell(sentence);
    words += countWords(text);
    if (words > WORD_LIMITS.most - ROOM_FOR_NAMES) break;
    texts.set(place, text);
  }
  return ['lead', ...plan].flatMap((place) => texts.get(place) ?? []);
};

/**
 * @param {{ facts: Facts, voice: Voice, name: import('./types.mjs').InventedName }} subject
 * @param {Random} random
 */
export const writeBiography = ({ facts, voice, name }, random) => {
  const text = chooseSentences(facts, voice, random).join(' ');
  const biography = fillMarks(text, {
    subject: voice.person === 'first' ? 'I' : name.pronouns,
    full: name.plain,
    short: voice.calls === 'given' ? name.given : name.formal,
    byName: () => random.chance(NAMED),
  });
  const length = countWords(biography);
  if (length < WORD_LIMITS.least || length > WORD_LIMITS.most) {
    throw new Error(`A biography came out with ${length} words: ${biography}`);
  }
  return biography;
};
