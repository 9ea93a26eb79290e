import { SUGGESTION_KINDS } from '../../../../../shared/contracts';
import { wordsOf } from '../../../domain/analyzer';
import type { RecordRef } from '../../../domain/record';
import type { Suggested } from '../../../domain/suggestions';
import type { SuggestRequest, Within } from '../../../ports/searcher';
import { bestOf } from '../best-of';
import { wordsLike, wordsNear } from './near-words';
import { kindOf, type SuggestionTable } from './table';

/** Longer queries are sentences. */
const MAX_WORDS = 8;
/** Shorter words must be typed right: too many others are close. */
const MIN_SLIPPED = 4;

/** How a word fits one of the query, the better the lower; 0 when it does not. A first letter is rarely wrong. */
const TYPED = 1;
const SLIPPED = 2;
const SLIPPED_FIRST = 3;

/** One word of the query: how each word of the table fits it, and those that do. */
type Word = { fit: Uint8Array; like: number[] };

/** How well a suggestion fits, the better the lower: by its worst word, then whether it begins as the query does. */
const fitOf = (worst: number, begins: boolean): number => 2 * (worst - TYPED) + (begins ? 0 : 1);
/** A suggestion and how well it fits, the better the lower. */
export type Fitted = Suggested & { fit: number };

const isSlipped = (fit: number): boolean => fit >= fitOf(SLIPPED, true);

type Fitting = { number: number; fit: number };

const isWithin = ({ uid, locale }: RecordRef, within: readonly Within[]): boolean =>
  within.some((part) => part.uid === uid && (part.locale === undefined || part.locale === locale));

/** The numbers of the suggestions with each word. A phrase counts for its first word: it is found by its beginning. */
const invert = ({ words, wordStarts, wordNumbers, ends }: SuggestionTable) => {
  const firstPhrase = ends[SUGGESTION_KINDS.indexOf('phrase') - 1];
  const wordsOfEach = (number: number): Uint32Array =>
    wordNumbers.subarray(
      wordStarts[number],
      number < firstPhrase ? wordStarts[number + 1] : wordStarts[number] + 1
    );
  const starts = new Uint32Array(words.length + 1);
  const count = wordStarts.length - 1;
  for (let number = 0; number < count; number += 1)
    for (const word of wordsOfEach(number)) starts[word + 1] += 1;
  for (let word = 0; word < words.length; word += 1) starts[word + 1] += starts[word];
  const next = starts.slice();
  const numbers = new Uint32Array(starts[words.length]);
  for (let number = 0; number < count; number += 1) {
    for (const word of wordsOfEach(number)) {
      numbers[next[word]] = number;
      next[word] += 1;
    }
  }
  return { firstPhrase, withWord: (word: number) => numbers.subarray(starts[word], starts[word + 1]) };
};

/** The best `limit`, best first: of those that fit equally well, the lower numbers. */
const bestFitting = (found: readonly Fitting[], limit: number): Fitting[] => {
  const places = bestOf(
    found.map(({ fit }) => -fit),
    found.map(({ number }) => number),
    limit
  );
  return Array.from(places, (place) => found[place]).sort((a, b) => a.fit - b.fit || a.number - b.number);
};

/** Finds the suggestions of one generation that fit what was typed. @param records Those of the generation. */
export const createSuggester = (table: SuggestionTable, records: readonly RecordRef[]) => {
  const { words, wordStarts, wordNumbers, recordStarts } = table;
  const { firstPhrase, withWord } = invert(table);

  const readWord = (word: string, isUnfinished: boolean, mayBeSlipped: boolean): Word => {
    const fit = new Uint8Array(words.length);
    const like: number[] = [];
    const mark = ({ from, to }: { from: number; to: number }, how: number): void => {
      for (let at = from; at < to; at += 1) {
        if (fit[at] !== 0) continue;
        fit[at] = how;
        like.push(at);
      }
    };
    mark(wordsLike(words, word, isUnfinished), TYPED);
    if (mayBeSlipped && word.length >= MIN_SLIPPED) {
      const near = wordsNear(words, word, isUnfinished);
      for (const range of near.filter(({ from }) => words[from][0] === word[0])) mark(range, SLIPPED);
      for (const range of near) mark(range, SLIPPED_FIRST);
    }
    return { fit, like };
  };

  const wordsAt = (number: number): Uint32Array =>
    wordNumbers.subarray(wordStarts[number], wordStarts[number + 1]);

  /** Each word of the query is one of the text's. @returns null when it does not fit. */
  const fitOfWords = (own: Uint32Array, query: readonly Word[]): number | null => {
    let worst = TYPED;
    for (const { fit } of query) {
      let best = 0;
      for (const word of own) if (fit[word] !== 0 && (best === 0 || fit[word] < best)) best = fit[word];
      if (best === 0) return null;
      worst = Math.max(worst, best);
    }
    return fitOf(worst, query[0].fit[own[0]] !== 0);
  };

  /** The query is the beginning of the phrase. @returns null when it is not. */
  const fitOfBeginning = (own: Uint32Array, query: readonly Word[]): number | null => {
    if (own.length < query.length) return null;
    const fits = query.map(({ fit }, at) => fit[own[at]]);
    return fits.includes(0) ? null : fitOf(Math.max(...fits), true);
  };

  const fitting = (query: readonly Word[], { within }: SuggestRequest): Fitting[] => {
    const sizes = query.map(({ like }) => like.reduce((sum, word) => sum + withWord(word).length, 0));
    // A phrase is found by its first word, so that is looked up as well.
    const rarest = query[sizes.indexOf(Math.min(...sizes))];
    const seen = new Uint8Array(table.texts.length);
    const found: Fitting[] = [];
    for (const { like } of new Set([query[0], rarest])) {
      for (const word of like) {
        for (const number of withWord(word)) {
          if (seen[number] === 1) continue;
          seen[number] = 1;
          if (!isWithin(records[table.records[recordStarts[number]]], within)) continue;
          const own = wordsAt(number);
          const fit = number < firstPhrase ? fitOfWords(own, query) : fitOfBeginning(own, query);
          if (fit !== null) found.push({ number, fit });
        }
      }
    }
    return found;
  };

  const read = (typed: readonly string[], mayBeSlipped: boolean): Word[] =>
    typed.map((word, at) => readWord(word, at === typed.length - 1, mayBeSlipped));

  const toFitted = ({ number, fit }: Fitting): Fitted => ({
    fit,
    kind: kindOf(table, number),
    text: table.texts[number],
    slipped: isSlipped(fit),
    records: Array.from(table.records.subarray(recordStarts[number], recordStarts[number + 1]), (place) => {
      const { uid, documentId, locale } = records[place];
      return { uid, documentId, locale };
    }),
  });

  /** @returns The best `limit` of each kind. */
  return (request: SuggestRequest): Fitted[] => {
    const typed = wordsOf(request.text);
    if (typed.length === 0 || typed.length > MAX_WORDS) return [];
    const exact = fitting(read(typed, false), request);
    const found = exact.length >= request.limit ? exact : fitting(read(typed, true), request);
    return SUGGESTION_KINDS.flatMap((_, at) => {
      const [from, to] = [at === 0 ? 0 : table.ends[at - 1], table.ends[at]];
      const ofKind = found.filter(({ number }) => number >= from && number < to);
      return bestFitting(ofKind, request.limit);
    }).map(toFitted);
  };
};

export type Suggester = ReturnType<typeof createSuggester>;
