import { SUGGESTION_KINDS } from '../../../../../shared/contracts';
import { fold } from '../../../domain/analyzer';
import { recordKey, type RecordRef } from '../../../domain/record';
import type { Suggested } from '../../../domain/suggestions';
import { monotonicMs } from '../../../lib/monotonic';
import type { IndexedRecord } from '../../../ports/generation-writer';
import type { SuggestRequest } from '../../../ports/searcher';
import { createSuggester, type Fitted, type Suggester } from '../suggestions/suggester';
import { loadSuggestions, serialiseSuggestions, type Entry } from '../suggestions/table';
import type { Overlay } from './overlay';

/** While records change all the time, suggestions are made of them anew this often. */
const FRESH_MS = 1_000;
/** Asked for in addition, to make up for suggestions of records that are not what they were. */
const SPARE = 20;

const nothing: Suggester = () => [];

const namesOf = (records: readonly IndexedRecord[]): Entry[] =>
  records
    .map(({ name }, place) => ({ text: name.replace(/\s+/g, ' ').trim(), records: [place] }))
    .filter(({ text }) => text !== '')
    .sort((a, b) => (fold(a.text) < fold(b.text) ? -1 : 1));

const tagsOf = (records: readonly IndexedRecord[]): Entry[] => {
  const found = new Map<string, number[]>();
  records.forEach(({ tags }, place) => {
    for (const tag of tags) found.set(tag, [...(found.get(tag) ?? []), place]);
  });
  return [...found]
    .map(([text, places]) => ({ text, records: places }))
    .sort((a, b) => b.records.length - a.records.length || (a.text < b.text ? -1 : 1));
};

/** Phrases are those of the generation: few records do not make one frequent. */
const suggesterOf = (records: readonly IndexedRecord[]): Suggester => {
  if (records.length === 0) return nothing;
  const bytes = serialiseSuggestions({ name: namesOf(records), tag: tagsOf(records), phrase: [] });
  return createSuggester(loadSuggestions(bytes), records);
};

const byFit = (a: Fitted, b: Fitted): number => a.fit - b.fit || b.records.length - a.records.length;

/** Of suggestions with the same text the first, with the records of all. */
const distinct = (found: readonly Fitted[]): Fitted[] => {
  const byText = new Map<string, Fitted>();
  for (const one of found) {
    const key = fold(one.text);
    const known = byText.get(key);
    byText.set(key, known ? { ...known, records: [...known.records, ...one.records] } : one);
  }
  return [...byText.values()];
};

/** A generation's suggestions together with those of the overlay's records, which replace their own. */
export const createOverlaidSuggester = (
  own: Suggester,
  overlay: Pick<Overlay, 'revision' | 'records' | 'replaces'>
): ((request: SuggestRequest) => Suggested[]) => {
  let made = { revision: -1, at: -Infinity, suggest: nothing };

  const added = (): Suggester => {
    if (made.revision !== overlay.revision && monotonicMs() - made.at >= FRESH_MS)
      made = { revision: overlay.revision, at: monotonicMs(), suggest: suggesterOf(overlay.records()) };
    return made.suggest;
  };

  const asBuilt = (record: RecordRef): boolean => !overlay.replaces(recordKey(record));

  /** Those of records that are as the generation has them. */
  const unchanged = (found: readonly Fitted[]): Fitted[] =>
    found
      .map((one) => ({ ...one, records: one.records.filter(asBuilt) }))
      .filter(({ records }) => records.length > 0);

  return (request) => {
    const news = added()(request);
    const found = own({ ...request, limit: request.limit + SPARE });
    const all = distinct([...unchanged(found), ...news]);
    return SUGGESTION_KINDS.flatMap((kind) =>
      all
        .filter((one) => one.kind === kind)
        .sort(byFit)
        .slice(0, request.limit)
        .map(({ fit, ...suggested }) => (void fit, suggested))
    );
  };
};
