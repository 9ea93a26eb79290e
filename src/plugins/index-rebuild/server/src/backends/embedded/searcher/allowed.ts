import { LRUCache } from 'lru-cache';

import { canonicalJson } from '../../../domain/index-spec';
import type { Within } from '../../../ports/searcher';
import { allow, type Allowed, type Corpus, type Group } from './corpus';
import type { Values } from './values';
import { passing } from './verdict';

/** Combinations of content types, locales and filters that are kept; most sites ask for few. */
const KEPT = 64;

export const isWithin = (group: Omit<Group, 'records'>, { uid, locale }: Within): boolean =>
  group.uid === uid && (locale === undefined || group.locale === locale);

/** The number of each record's group; -1 for one that nobody may find. */
const groupNumbers = ({ records, groups }: Corpus): Int32Array => {
  const numbers = new Int32Array(records.length).fill(-1);
  groups.forEach((group, number) => group.records.forEach((record) => (numbers[record] = number)));
  return numbers;
};

/** The records that a request allows; null when it allows all, and none is hidden by the overlay. */
export type AllowedRecords = (within: readonly Within[] | undefined) => Allowed | null;

export const createAllowed = (corpus: Corpus, values: Values): AllowedRecords => {
  const all = corpus.records.length;
  const groupOf = groupNumbers(corpus);
  const kept = new LRUCache<string, Allowed>({ max: KEPT });
  let revision = values.revision;

  /** Null when every number is that of a record that may be found. */
  const whole = corpus.added
    ? allow(
        corpus.groups.flatMap(({ records }) => records).sort((a, b) => a - b),
        all
      )
    : null;

  const isWhole = (within: readonly Within[]): boolean =>
    within.every(({ filter }) => filter === undefined) &&
    corpus.groups.every((group) => within.some((part) => isWithin(group, part)));

  // Loops: a filter may list ten thousands of documents, and each search reads the list again.
  const listedOf = ({ only = [], ...part }: Within): number[] => {
    const fits = corpus.groups.map((group) => isWithin(group, part));
    const found: number[] = [];
    for (const documentId of only) {
      for (const record of corpus.ofDocument.get(documentId) ?? []) {
        if (fits[groupOf[record]]) found.push(record);
      }
    }
    return found;
  };

  const recordsOf = (part: Within): readonly number[] => {
    const { only, filter } = part;
    const records =
      only === undefined
        ? corpus.groups.flatMap((group) => (isWithin(group, part) ? group.records : []))
        : listedOf(part);
    return filter === undefined ? records : records.filter(passing(filter, values));
  };

  const found = (within: readonly Within[]): Allowed =>
    allow(
      within.flatMap(recordsOf).sort((a, b) => a - b),
      all
    );

  /** The same request gets the same object for as long as values stay the same. */
  const keptOrFound = (within: readonly Within[]): Allowed => {
    if (revision !== values.revision) kept.clear();
    revision = values.revision;
    const key = canonicalJson(within);
    const allowed = kept.get(key) ?? found(within);
    kept.set(key, allowed);
    return allowed;
  };

  return (within) => {
    if (within === undefined) return whole;
    if (within.some(({ only }) => only !== undefined)) return allow(within.flatMap(recordsOf), all);
    return isWhole(within) ? whole : keptOrFound(within);
  };
};
