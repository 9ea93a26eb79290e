// @ts-check
/**
 * A field of work and the words for it. A topic is [what, how, tag]; `how` is an -ing phrase whose
 * "it" and "them" mean the `what`, so texts name the `what` first. Feats are predicates in the past
 * tense. Scenes are sentences with the marks of grammar.mjs. Employers that need it begin with "the",
 * for use in a sentence. Needs are questions in words which the field's people need not use.
 *
 * @typedef {object} Field
 * @property {string} id
 * @property {string} label
 * @property {string[]} titles
 * @property {[string, string, string][]} topics
 * @property {string[]} feats
 * @property {string[]} scenes
 * @property {string[]} employers
 * @property {string[]} needs
 */

/**
 * @typedef {object} InventedExpert
 * @property {string} key Stable name of this expert, the same on every machine.
 * @property {string} field Id of the field of work.
 * @property {string} name
 * @property {string} title
 * @property {string} organization
 * @property {string} location
 * @property {string} bio 40 to 150 words.
 * @property {string[]} tags
 * @property {string[]} links
 */

/** @typedef {'she' | 'he' | 'they'} Pronouns */

/**
 * What an expert is called: `name` in lists, the others in sentences.
 *
 * @typedef {object} InventedName
 * @property {string} name May carry the spelling of another script in brackets.
 * @property {string} plain The same in Latin letters.
 * @property {string} given
 * @property {string} formal The word for a second mention, which is not a surname everywhere.
 * @property {Pronouns} pronouns
 */

/**
 * Given and family names of one place. "Latin|other" gives a spelling in a second script.
 *
 * @typedef {object} Culture
 * @property {string} id
 * @property {string} language
 * @property {string[]} places
 * @property {string[]} she
 * @property {string[]} he
 * @property {string[]} they
 * @property {string[]} family
 * @property {string[]} [herFamily] The women's forms, in the order of `family`.
 * @property {keyof typeof import('./names.mjs').ORDERS} [order]
 */

/**
 * A way of writing about oneself or somebody: sentences for each place in a text.
 *
 * @typedef {object} Voice
 * @property {'first' | 'third'} person
 * @property {'given' | 'formal'} calls
 * @property {number} shortest The length in words at which the shortest texts may stop.
 * @property {number} longest
 * @property {string[][]} plans Orders of the places; a text uses some of a plan's.
 * @property {Record<string, string[]>} places The sentences; `lead` is always used.
 */
export {};
