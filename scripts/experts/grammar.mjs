// @ts-check

const FORMS = {
  she: { subject: 'she', object: 'her', possessive: 'her', reflexive: 'herself' },
  he: { subject: 'he', object: 'him', possessive: 'his', reflexive: 'himself' },
  they: { subject: 'they', object: 'them', possessive: 'their', reflexive: 'themself' },
  I: { subject: 'I', object: 'me', possessive: 'my', reflexive: 'myself' },
};

/** @typedef {keyof typeof FORMS} Subject */

/** @type {Record<string, Record<'I' | 'singular' | 'plural', string>>} */
const IRREGULAR = {
  am: { I: 'am', singular: 'is', plural: 'are' },
  was: { I: 'was', singular: 'was', plural: 'were' },
  have: { I: 'have', singular: 'has', plural: 'have' },
  do: { I: 'do', singular: 'does', plural: 'do' },
  go: { I: 'go', singular: 'goes', plural: 'go' },
};

export const capitalise = (/** @type {string} */ text) => text.charAt(0).toUpperCase() + text.slice(1);

export const withArticle = (/** @type {string} */ noun) => `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;

const UNITS = [
  'no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve',
  'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen',
];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

/** A whole number below 100 in words. */
export const inWords = (/** @type {number} */ number) => {
  if (number < UNITS.length) return UNITS[number];
  const tens = TENS[Math.floor(number / 10)];
  return number % 10 === 0 ? tens : `${tens}-${UNITS[number % 10]}`;
};

const thirdPerson = (/** @type {string} */ verb) => {
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(verb) ? `${verb}es` : `${verb}s`;
};

/**
 * @param {string} verb Its base form; "am" and "was" stand for "be".
 * @param {Subject | 'name'} subject
 */
export const conjugate = (verb, subject) => {
  const number = subject === 'I' ? 'I' : subject === 'they' ? 'plural' : 'singular';
  if (Object.hasOwn(IRREGULAR, verb)) return IRREGULAR[verb][number];
  return number === 'singular' ? thirdPerson(verb) : verb;
};

/**
 * What a text is about: `full` is used by {N}; `short` by {n} and, now and then, by {S}.
 *
 * @typedef {object} Person
 * @property {Subject} subject
 * @property {string} full
 * @property {string} short
 * @property {() => boolean} byName Whether the next {S} that could be the name should be it.
 */

const MARK = /\{(N|n|S|s|o|p|P|self|am|was|have|v:[a-z]+)\}/g;

/**
 * Replaces the marks of one text:
 *
 * - {N} the full name and {n} the short one; "I" where people write about themselves
 * - {S} name or pronoun at the start of a sentence; {s} she, he, they or I
 * - {o} her, him, them or me; {p} and {P} her, his, their or my; {self} herself and so on
 * - {v:carry}, {am}, {was}, {have} the verb for the subject that stands before it
 *
 * A name takes the singular even of somebody whose pronoun is "they". {S} is never the name in two
 * sentences running, since that reads like a list.
 *
 * @param {string} text
 * @param {Person} person
 */
export const fillMarks = (text, person) => {
  const forms = FORMS[person.subject];
  /** @type {Subject | 'name'} */
  let subject = person.subject;
  let justNamed = false;

  const named = (/** @type {string} */ name) => {
    if (person.subject === 'I') return 'I';
    subject = 'name';
    justNamed = true;
    return name;
  };
  const pronoun = () => {
    subject = person.subject;
    return forms.subject;
  };
  const opening = () => {
    if (!justNamed && person.byName()) return capitalise(named(person.short));
    justNamed = false;
    return capitalise(pronoun());
  };

  return text.replaceAll(MARK, (_, /** @type {string} */ mark) => {
    if (mark === 'N') return named(person.full);
    if (mark === 'n') return named(person.short);
    if (mark === 'S') return opening();
    if (mark === 's') return pronoun();
    if (mark === 'o') return forms.object;
    if (mark === 'p') return forms.possessive;
    if (mark === 'P') return capitalise(forms.possessive);
    if (mark === 'self') return forms.reflexive;
    return conjugate(mark.replace('v:', ''), subject);
  });
};
