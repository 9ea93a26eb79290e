import { documentKey } from '../../domain/record';
import type { DriftRow } from '../../ports/drift-store';
import type { Observed } from './observe';

/** What a row says of its record, for comparison. */
export const stateKey = ({
  kind,
  cause,
  fingerprint,
}: Pick<DriftRow, 'kind' | 'cause' | 'fingerprint'>): string => `${kind} ${cause} ${fingerprint}`;

/** The same for a record as it is now; empty when it does not differ. */
export const stateKeyOf = ({
  difference,
  fingerprint,
}: Pick<Observed, 'difference' | 'fingerprint'>): string =>
  difference ? stateKey({ ...difference, fingerprint }) : '';

type Changes = { changed: DriftRow[]; gone: string[] };

/**
 * The changes that bring the rows of some documents in line with what was observed.
 *
 * @param names Names of deleted documents, by `documentKey`.
 */
export const rowChanges = (
  rows: readonly DriftRow[],
  observed: readonly Observed[],
  names: ReadonlyMap<string, string>,
  now: Date
): Changes => {
  const left = new Map(rows.map((row) => [row.key, row]));
  const changed: DriftRow[] = [];
  for (const record of observed) {
    const { key, uid, documentId, locale, fingerprint, difference } = record;
    if (!difference) continue;
    const before = left.get(key);
    left.delete(key);
    const isKnown = before !== undefined && stateKey(before) === stateKeyOf(record);
    const name = record.name ?? names.get(documentKey(record)) ?? before?.name ?? null;
    if (isKnown && before.name === name) continue;
    const since = before?.since ?? now;
    const seenAt = isKnown ? before.seenAt : now;
    changed.push({ key, uid, documentId, locale, name, ...difference, fingerprint, since, seenAt });
  }
  return { changed, gone: [...left.keys()] };
};
