import { differenceOf, type Difference, type Present } from '../../domain/drift';
import { indexableOf, type Problem } from '../../domain/indexable';
import { recordKey } from '../../domain/manifest';
import { valueAsText } from '../../domain/source-text';
import type { RecordName, SourceRecord } from '../../ports/source';
import type { LiveEntries } from './live-entries';
import type { DriftPorts } from './ports';

/** A record as it is now, compared with the live generation. */
export type Observed = RecordName & {
  key: string;
  name: string | null;
  /** Fingerprint of the published record; empty when it cannot be indexed. */
  fingerprint: string;
  difference: Difference | null;
  /** Why it cannot be indexed although it is published. */
  problem: Problem | null;
};

type Observer = (record: SourceRecord) => Observed;

/** Compares published records without using the database. */
export const observerOf = ({ settings }: DriftPorts, live: LiveEntries): Observer => {
  const { displayName, maxTextLength } = settings.source;
  const { spec, specHash, otherSpec } = live;
  return ({ documentId, locale, values }) => {
    const found = indexableOf(specHash, spec, values, maxTextLength);
    const problem = 'code' in found ? found : null;
    const present: Present = 'code' in found ? { state: 'unindexable' } : { state: 'indexable', ...found };
    return {
      ...{ documentId, locale, problem },
      key: recordKey(documentId, locale),
      name: valueAsText(values[displayName]) || null,
      fingerprint: present.state === 'indexable' ? present.fingerprint : '',
      difference: differenceOf(live.find(documentId, locale), present, otherSpec),
    };
  };
};

/** Every record of these documents that is published or in the live generation, as it is now. */
export const observe = async (
  ports: DriftPorts,
  live: LiveEntries,
  documentIds: readonly string[]
): Promise<Observed[]> => {
  const published = await ports.records.published(documentIds);
  const observed = new Map(published.map(observerOf(ports, live)).map((record) => [record.key, record]));
  const gone = documentIds
    .flatMap((documentId) => live.localesOf(documentId).map((locale) => ({ documentId, locale })))
    .filter(({ documentId, locale }) => !observed.has(recordKey(documentId, locale)));
  if (gone.length > 0) {
    const ids = [...new Set(gone.map(({ documentId }) => documentId))];
    const existing = await ports.records.existing(ids);
    const drafts = new Map(existing.map((draft) => [recordKey(draft.documentId, draft.locale), draft]));
    for (const { documentId, locale } of gone) {
      const key = recordKey(documentId, locale);
      const draft = drafts.get(key);
      const difference = { kind: 'removed', cause: draft ? 'unpublished' : 'deleted' } as const;
      const name = draft?.name ?? null;
      observed.set(key, { documentId, locale, key, name, fingerprint: '', difference, problem: null });
    }
  }
  return [...observed.values()];
};
