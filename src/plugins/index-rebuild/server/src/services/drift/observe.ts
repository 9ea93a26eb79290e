import { textRules } from '../../config/sources';
import { differenceOf, type Difference, type LiveEntry, type Present } from '../../domain/drift';
import { entryAsNow, formerFingerprintsOf } from '../../domain/former-fingerprint';
import { indexableOf, type Fingerprints, type Problem } from '../../domain/indexable';
import { recordKey, type DocumentRef, type RecordRef } from '../../domain/record';
import { renderTemplate, valueAsText, type RecordValues } from '../../domain/source-text';
import type { SourceRecord } from '../../ports/source';
import type { LiveEntries, LiveSource } from './live-entries';
import type { DriftPorts } from './ports';

/** A record as it is now, compared with the live generation. */
export type Observed = RecordRef & {
  key: string;
  name: string | null;
  /** Fingerprint of the published record; empty when it cannot be indexed. */
  fingerprint: string;
  difference: Difference | null;
  /** Why it cannot be indexed although it is published. */
  problem: Problem | null;
};

type Observer = (record: SourceRecord) => Observed;

/** What the live generation holds of a record, even when an earlier version made its fingerprint. */
const liveEntryOf = (
  entry: LiveEntry | undefined,
  { source, formerHash }: LiveSource,
  values: RecordValues,
  now: Fingerprints
): LiveEntry | undefined => {
  if (entry === undefined || formerHash === null || entry.fingerprint === now.fingerprint) return entry;
  const text = renderTemplate(source.template, values);
  return entryAsNow(entry, formerFingerprintsOf(formerHash, source, values, text), now);
};

/** Compares published records without using the database. */
export const observerOf = ({ settings }: DriftPorts, live: LiveEntries): Observer => {
  const rules = textRules(settings);
  return (record) => {
    const { uid, documentId, locale, values } = record;
    const known = live.sourceOf(uid);
    if (!known) throw new Error(`${uid} is not a source.`);
    const { source, hash, cause } = known;
    const found = indexableOf(hash, source, values, rules);
    const problem = 'code' in found ? found : null;
    const entry = live.find(record);
    const held = 'code' in found ? entry : liveEntryOf(entry, known, values, found);
    const present: Present = 'code' in found ? { state: 'unindexable' } : { state: 'indexable', ...found };
    return {
      ...{ uid, documentId, locale, problem },
      key: recordKey(record),
      name: valueAsText(values[source.displayName]) || null,
      fingerprint: present.state === 'indexable' ? present.fingerprint : '',
      difference: differenceOf(held, present, cause),
    };
  };
};

/** Records of the live generation that are not published, as they are now. */
const observeGone = async (
  { records }: DriftPorts,
  live: LiveEntries,
  gone: readonly RecordRef[]
): Promise<Observed[]> => {
  const existing = await records.existing(gone);
  const drafts = new Map(existing.map((draft) => [recordKey(draft), draft]));
  return gone.map((record) => {
    const { uid, documentId, locale } = record;
    const key = recordKey(record);
    const draft = drafts.get(key);
    const state = draft ? 'unpublished' : 'deleted';
    const present: Present = { state: live.sourceOf(uid) ? state : 'unconfigured' };
    const difference = differenceOf(live.find(record), present, null);
    const name = draft?.name ?? null;
    return { uid, documentId, locale, key, name, fingerprint: '', difference, problem: null };
  });
};

/** Every record of these documents that is published or in the live generation, as it is now. */
export const observe = async (
  ports: DriftPorts,
  live: LiveEntries,
  documents: readonly DocumentRef[]
): Promise<Observed[]> => {
  const published = await ports.records.published(documents);
  const observed = new Map(published.map(observerOf(ports, live)).map((record) => [record.key, record]));
  const gone = documents
    .flatMap((document) => live.recordsOf(document))
    .filter((record) => !observed.has(recordKey(record)));
  if (gone.length === 0) return [...observed.values()];
  return [...observed.values(), ...(await observeGone(ports, live, gone))];
};
