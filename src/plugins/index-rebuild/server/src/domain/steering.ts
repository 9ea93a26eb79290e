import { fold, writtenWordsOf } from './analyzer';
import type { DocumentRef } from './record';

/** A rule holds for a query that is just its phrase, or for every query that contains it. */
export type RuleMatch = 'query' | 'phrase';

/** Puts a document first, or leaves it out, for some queries and, where it says so, for some time. */
export type SearchRule = DocumentRef & {
  phrase: string;
  match: RuleMatch;
  effect: 'pin' | 'hide';
  /** Holds from this moment on; null for always. */
  from: Date | null;
  /** Holds until just before this moment; null for ever. */
  until: Date | null;
};

/** Phrases that mean the same: in one direction the first of `phrases` also finds what `synonyms` find. */
export type Synonym = { phrases: readonly string[]; synonyms: readonly string[]; isTwoWay: boolean };

export type SteeringRules = { rules: readonly SearchRule[]; synonyms: readonly Synonym[] };

/** Rules and synonyms with their phrases split into words, once and not for every query. */
export type PreparedSteering = {
  rules: readonly { rule: SearchRule; words: readonly string[] }[];
  replacements: readonly { words: readonly string[]; by: readonly (readonly string[])[] }[];
};

/** What people have decided about one query. */
export type Steering = {
  /** First among the hits, in this order, as far as they may be found. */
  pinned: readonly DocumentRef[];
  hidden: readonly DocumentRef[];
  /** The query with words replaced by their synonyms, which is searched as well. */
  variants: readonly string[];
};

/** A query with several synonyms has many variants, and each costs another look into the words. */
export const MAX_VARIANTS = 8;

/** How the words of rules and queries are compared. */
const wordsOf = (text: string): string[] => writtenWordsOf(text).map(fold);

/** What editors separate by commas. */
export const listedIn = (text: unknown): string[] =>
  String(text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Whether two texts have the same words in the same order. */
export const isSameQuery = (one: string, other: string): boolean =>
  wordsOf(one).join(' ') === wordsOf(other).join(' ');

export const hasWords = (text: string): boolean => wordsOf(text).length > 0;

/** Where `phrase` stands in `words`; -1 for nowhere. */
const placeOf = (words: readonly string[], phrase: readonly string[]): number => {
  for (let at = 0; at + phrase.length <= words.length; at += 1)
    if (phrase.every((word, offset) => words[at + offset] === word)) return at;
  return -1;
};

const matches = (words: readonly string[], own: readonly string[], match: RuleMatch): boolean =>
  (match === 'phrase' || own.length === words.length) && placeOf(words, own) !== -1;

const holdsAt = ({ from, until }: SearchRule, now: Date): boolean =>
  (from === null || from <= now) && (until === null || now < until);

/** What each phrase may be replaced by. */
const replacementsOf = ({ phrases, synonyms, isTwoWay }: Synonym): [phrase: string, by: string[]][] => {
  if (!isTwoWay) return phrases.map((phrase) => [phrase, [...synonyms]]);
  const all = [...phrases, ...synonyms];
  return all.map((phrase) => [phrase, all.filter((other) => other !== phrase)]);
};

/** What has no words never holds. */
const hasOwnWords = ({ words }: { words: readonly string[] }): boolean => words.length > 0;

export const preparedSteering = ({ rules, synonyms }: SteeringRules): PreparedSteering => ({
  rules: rules.map((rule) => ({ rule, words: wordsOf(rule.phrase) })).filter(hasOwnWords),
  replacements: synonyms
    .flatMap(replacementsOf)
    .map(([phrase, by]) => ({ words: wordsOf(phrase), by: by.map(writtenWordsOf) }))
    .filter(hasOwnWords),
});

type Replacement = { at: number; length: number; by: readonly (readonly string[])[] };

/** Those that the words have, from left to right, the longest of several first; none overlap. */
const replacementsIn = (
  words: readonly string[],
  replacements: PreparedSteering['replacements']
): Replacement[] => {
  const found = replacements.flatMap(({ words: own, by }): Replacement[] => {
    const at = placeOf(words, own);
    return at === -1 ? [] : [{ at, length: own.length, by }];
  });
  found.sort((a, b) => a.at - b.at || b.length - a.length);
  const kept: Replacement[] = [];
  for (const one of found) {
    const last = kept.at(-1);
    const isSame = last?.at === one.at && last.length === one.length;
    if (last && isSame) kept[kept.length - 1] = { ...last, by: [...last.by, ...one.by] };
    else if (!last || one.at >= last.at + last.length) kept.push(one);
  }
  return kept;
};

/** The query's variants without the query itself, those with the fewest replacements first. */
const variantsOf = (query: string, replacements: PreparedSteering['replacements']): string[] => {
  const words = writtenWordsOf(query);
  let texts: { text: string[]; replaced: number }[] = [{ text: [], replaced: 0 }];
  let at = 0;
  const add = (choices: readonly (readonly string[])[]): void => {
    texts = texts
      .flatMap(({ text, replaced }) =>
        choices.map((choice, place) => ({
          text: [...text, ...choice],
          replaced: replaced + Math.min(place, 1),
        }))
      )
      .sort((a, b) => a.replaced - b.replaced)
      .slice(0, MAX_VARIANTS + 1);
  };
  for (const { at: start, length, by } of replacementsIn(words.map(fold), replacements)) {
    add([words.slice(at, start)]);
    add([words.slice(start, start + length), ...by]);
    at = start + length;
  }
  add([words.slice(at)]);
  const asked = words.join(' ');
  return [...new Set(texts.map(({ text }) => text.join(' ')))].filter((text) => text !== asked);
};

const documentsOf = (rules: readonly SearchRule[], effect: SearchRule['effect']): DocumentRef[] =>
  rules.filter((rule) => rule.effect === effect).map(({ uid, documentId }) => ({ uid, documentId }));

/** @returns Null when nobody has decided anything about this query. */
export const steeringFor = (
  { rules, replacements }: PreparedSteering,
  query: string,
  now: Date
): Steering | null => {
  // Most sites have none, and every search asks.
  if (rules.length + replacements.length === 0) return null;
  const words = wordsOf(query);
  const holding = rules
    .filter(({ rule, words: own }) => holdsAt(rule, now) && matches(words, own, rule.match))
    .map(({ rule }) => rule);
  const variants = variantsOf(query, replacements);
  if (holding.length === 0 && variants.length === 0) return null;
  return { pinned: documentsOf(holding, 'pin'), hidden: documentsOf(holding, 'hide'), variants };
};
