import { monotonicMs } from '../../../lib/monotonic';
import type { FieldValues } from '../../../domain/field-value';
import { recordKey, type RecordRef } from '../../../domain/record';
import type { IndexedRecord } from '../../../ports/generation-writer';
import type { LexicalIndex } from '../lexical/lexical-index';
import type { RoughCosines } from '../scan/scan';
import type { Corpus, Group } from '../searcher/corpus';
import { searchedOf, type Searched } from '../searcher/searched';
import type { Values } from '../searcher/values';
import { createOverlaidLexical } from './lexical';
import { createOverlayScan } from './scan';

/** A search that began before a record went away may still name its slot for this long. */
const RESERVED_MS = 60_000;

const FREE: RecordRef = { uid: '', documentId: '', locale: null };

type Slots = readonly (IndexedRecord | null)[];

/** The generation's record of the same key. */
export const placeOf = (corpus: Corpus, { uid, documentId, locale }: RecordRef): number | undefined =>
  corpus.ofDocument.get(documentId)?.find((place) => {
    const own = corpus.records[place];
    return own.uid === uid && own.locale === locale;
  });

const firstRowsOf = ({ firstRow, dimensions }: Corpus, slots: Slots): Int32Array => {
  const all = new Int32Array(firstRow.length + slots.length);
  all.set(firstRow);
  slots.forEach((record, slot) => {
    const at = firstRow.length + slot;
    all[at] = all[at - 1] + (record?.vectors.length ?? 0) / dimensions;
  });
  return all;
};

const groupsOf = ({ records, groups }: Corpus, slots: Slots, hidden: ReadonlySet<number>): Group[] => {
  const all = groups.map((group) => ({
    ...group,
    records: group.records.filter((record) => !hidden.has(record)),
  }));
  slots.forEach((record, slot) => {
    if (!record) return;
    const known = all.find(({ uid, locale }) => uid === record.uid && locale === record.locale);
    if (known) known.records.push(records.length + slot);
    else all.push({ uid: record.uid, locale: record.locale, records: [records.length + slot] });
  });
  // One without records says nothing of its language.
  return all.filter((group) => group.records.length > 0);
};

const ofDocumentWith = (
  { records, ofDocument }: Corpus,
  slots: Slots,
  hidden: ReadonlySet<number>
): Corpus['ofDocument'] => {
  const own = new Map<string, number[]>();
  slots.forEach((record, slot) => {
    if (!record) return;
    own.set(record.documentId, [...(own.get(record.documentId) ?? []), records.length + slot]);
  });
  return {
    get(documentId) {
      const added = own.get(documentId);
      const held = ofDocument.get(documentId)?.filter((record) => !hidden.has(record));
      return added && held ? [...held, ...added] : (added ?? held);
    },
  };
};

/** A generation's corpus without what is hidden, and with the records of an overlay after its own. */
const withSlots = (corpus: Corpus, slots: Slots, left: Iterable<number>): Corpus => {
  const { length } = corpus.records;
  const replaced = slots.flatMap((record) => (record ? (placeOf(corpus, record) ?? []) : []));
  const hidden = new Set([...replaced, ...left]);
  return {
    ...corpus,
    records: [...corpus.records, ...slots.map((record) => record ?? FREE)],
    added: slots.map((record) => record?.vectors ?? null),
    firstRow: firstRowsOf(corpus, slots),
    passages: {
      length: length + slots.length,
      at: (record) =>
        record < length ? corpus.passages.at(record) : (slots[record - length]?.passages ?? undefined),
    },
    groups: groupsOf(corpus, slots, hidden),
    ofDocument: ofDocumentWith(corpus, slots, hidden),
  };
};

/**
 * Records that are newer than a generation and are searched beside it: each one takes the place of the
 * generation's record of the same key. Records are numbered after the generation's, by their slots.
 */
export const createOverlay = (corpus: Corpus, index: LexicalIndex, values: Values) => {
  const { length } = corpus.records;
  const slots: (IndexedRecord | null)[] = [];
  const slotOf = new Map<string, number>();
  /** Records of the generation that nothing takes the place of, by key, with their places if they are here. */
  const hidden = new Map<string, number | null>();
  /** Slots that are free, and since when: the oldest first. */
  const freed: { slot: number; at: number }[] = [];
  const { lexical, ...words } = createOverlaidLexical(index, () => length + slots.length);
  const scan = createOverlayScan(corpus.dimensions);
  const generationAlone = searchedOf(corpus, index, values);
  let searched: Searched | null = generationAlone;
  let revision = 0;

  const takeSlot = (): number => {
    const [oldest] = freed;
    if (!oldest || monotonicMs() - oldest.at < RESERVED_MS) return slots.push(null) - 1;
    freed.shift();
    return oldest.slot;
  };

  const remove = (key: string): void => {
    const slot = slotOf.get(key);
    if (slot === undefined) return;
    slotOf.delete(key);
    slots[slot] = null;
    freed.push({ slot, at: monotonicMs() });
    words.remove(length + slot);
    scan.remove(slot);
  };

  const changed = (): void => {
    searched = null;
    revision += 1;
  };

  const look = (): Searched => {
    if (slotOf.size + hidden.size === 0) return generationAlone;
    const now = slots.slice();
    const compareAdded = (query: Float32Array): RoughCosines => scan.compare(query, now.length);
    const left = [...hidden.values()].filter((place) => place !== null);
    return searchedOf(withSlots(corpus, now, left), lexical, values, compareAdded);
  };

  return {
    /** How often it has changed. */
    get revision(): number {
      return revision;
    },

    find(key: string): IndexedRecord | undefined {
      return slots[slotOf.get(key) ?? -1] ?? undefined;
    },

    /** Whether the generation's version of a record is not to be found. */
    replaces: (key: string): boolean => slotOf.has(key) || hidden.has(key),

    /** The keys of all records of which the generation's version is not to be found. */
    replaced: (): string[] => [...slotOf.keys(), ...hidden.keys()],

    records: (): IndexedRecord[] => slots.filter((record) => record !== null),

    /** Searches find a record as it is given here from now on. */
    put(record: IndexedRecord): void {
      const key = recordKey(record);
      remove(key);
      hidden.delete(key);
      const slot = takeSlot();
      const { uid, name, fields, locale, filterable, vectors } = record;
      slotOf.set(key, slot);
      slots[slot] = record;
      words.add({ id: length + slot, uid, name, fields, locale });
      values.put(length + slot, filterable);
      scan.put(slot, vectors);
      changed();
    },

    /** Changes only what a record is filtered by. */
    setValues(key: string, filterable: FieldValues): void {
      const slot = slotOf.get(key);
      if (slot !== undefined) values.put(length + slot, filterable);
    },

    /** Searches find no version of a record: what it says now cannot be indexed, and what it said is gone. */
    hide(record: RecordRef): void {
      const key = recordKey(record);
      const place = placeOf(corpus, record);
      remove(key);
      hidden.set(key, place ?? null);
      changed();
    },

    /** Searches find the generation's record again, if it has one. */
    drop(key: string): void {
      if (!slotOf.has(key) && !hidden.has(key)) return;
      remove(key);
      hidden.delete(key);
      changed();
    },

    /** What a search that is asked now looks into. */
    current: (asBuilt = false): Searched => (asBuilt ? generationAlone : (searched ??= look())),
  };
};

export type Overlay = ReturnType<typeof createOverlay>;
