import { LRUCache } from 'lru-cache';

import type { Within } from '../../../ports/searcher';
import { allow, type Allowed, type Corpus, type Group } from './corpus';

/** Combinations of content types and locales that are kept; a site asks for very few. */
const KEPT = 64;

export const isWithin = (group: Group, { uid, locale }: Within): boolean =>
  group.uid === uid && (locale === undefined || group.locale === locale);

/** The number of each record's group. */
const groupNumbers = ({ records, groups }: Corpus): Int32Array => {
  const numbers = new Int32Array(records.length);
  groups.forEach((group, number) => group.records.forEach((record) => (numbers[record] = number)));
  return numbers;
};

/** The records that a request allows; null when it allows all. */
export type AllowedRecords = (within: readonly Within[] | undefined) => Allowed | null;

export const createAllowed = (corpus: Corpus): AllowedRecords => {
  const all = corpus.records.length;
  const groupOf = groupNumbers(corpus);
  const kept = new LRUCache<string, Allowed>({ max: KEPT });

  /** Whole content types and locales, as almost every request has them. */
  const wholeGroups = (within: readonly Within[]): Allowed | null => {
    const groups = corpus.groups.filter((group) => within.some((part) => isWithin(group, part)));
    if (groups.length === corpus.groups.length) return null;
    const key = groups.map(({ uid, locale }) => `${uid}:${locale ?? ''}`).join(' ');
    const known = kept.get(key);
    if (known) return known;
    const made = allow(
      groups.flatMap(({ records }) => records).sort((a, b) => a - b),
      all
    );
    kept.set(key, made);
    return made;
  };

  // Loops: a filter may list ten thousands of documents, and each search reads the list again.
  const recordsOf = ({ only, ...part }: Within): number[] => {
    const fits = corpus.groups.map((group) => isWithin(group, part));
    if (only === undefined) return corpus.groups.flatMap(({ records }, at) => (fits[at] ? records : []));
    const found: number[] = [];
    for (const documentId of only) {
      for (const record of corpus.ofDocument.get(documentId) ?? []) {
        if (fits[groupOf[record]]) found.push(record);
      }
    }
    return found;
  };

  return (within) => {
    if (within === undefined) return null;
    if (within.every(({ only }) => only === undefined)) return wholeGroups(within);
    return allow(within.flatMap(recordsOf), all);
  };
};
