import { LRUCache } from 'lru-cache';

import type { Within } from '../../../ports/searcher';
import { allow, type Allowed, type Corpus, type Group } from './corpus';

/** Combinations of content types and locales that are kept; a site asks for very few. */
const KEPT = 64;

const isWithin = (group: Group, { uid, locale }: Within): boolean =>
  group.uid === uid && (locale === undefined || group.locale === locale);

/** The records that a request allows; null when it allows all. */
export type AllowedRecords = (within: readonly Within[] | undefined) => Allowed | null;

export const createAllowed = (corpus: Corpus): AllowedRecords => {
  const all = corpus.records.length;
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

  const recordsOf = ({ uid, locale, only }: Within): number[] => {
    if (only === undefined) {
      return corpus.groups.flatMap((group) => (isWithin(group, { uid, locale }) ? group.records : []));
    }
    const isIn = (record: number): boolean => {
      const found = corpus.records[record];
      return found.uid === uid && (locale === undefined || found.locale === locale);
    };
    return only.flatMap((documentId) => corpus.ofDocument.get(documentId)?.filter(isIn) ?? []);
  };

  return (within) => {
    if (within === undefined) return null;
    if (within.every(({ only }) => only === undefined)) return wholeGroups(within);
    return allow(within.flatMap(recordsOf), all);
  };
};
