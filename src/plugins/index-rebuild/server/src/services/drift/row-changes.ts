import { UNINDEXED } from '../../domain/drift';
import { documentKey } from '../../domain/record';
import type { KeptRow } from '../../ports/drift-store';
import type { Observed } from './observe';

/** What a row says of its record, for comparison. */
export const stateKey = ({
  kind,
  cause,
  fingerprint,
}: Pick<KeptRow, 'kind' | 'cause' | 'fingerprint'>): string => `${kind} ${cause} ${fingerprint}`;

type Seen = Pick<Observed, 'difference' | 'problem' | 'fingerprint'>;

/** What is kept of a record as it is now; null when it is in the index as it should be, or is not published. */
const keptOf = ({ difference, problem }: Seen) => difference ?? (problem && UNINDEXED);

/** The same as `stateKey` for a record as it is now; empty when nothing is kept of it. */
export const stateKeyOf = (record: Seen): string => {
  const kept = keptOf(record);
  return kept ? stateKey({ ...kept, fingerprint: record.fingerprint }) : '';
};

type Changes = { changed: KeptRow[]; gone: string[] };

/**
 * The changes that bring the rows of some documents in line with what was observed.
 *
 * @param names Names of deleted documents, by `documentKey`.
 */
export const rowChanges = (
  rows: readonly KeptRow[],
  observed: readonly Observed[],
  names: ReadonlyMap<string, string>,
  now: Date
): Changes => {
  const left = new Map(rows.map((row) => [row.key, row]));
  const changed: KeptRow[] = [];
  for (const record of observed) {
    const { key, uid, documentId, locale, fingerprint } = record;
    const kept = keptOf(record);
    if (!kept) continue;
    const before = left.get(key);
    left.delete(key);
    const isKnown = before !== undefined && stateKey(before) === stateKeyOf(record);
    const name = record.name ?? names.get(documentKey(record)) ?? before?.name ?? null;
    if (isKnown && before.name === name) continue;
    // Since when a record could not be indexed says nothing about how long it differs.
    const since = before && before.kind !== UNINDEXED.kind ? before.since : now;
    const seenAt = isKnown ? before.seenAt : now;
    changed.push({ key, uid, documentId, locale, name, ...kept, fingerprint, since, seenAt });
  }
  return { changed, gone: [...left.keys()] };
};
