import { nothingToIndex, sourceEmpty } from '../../domain/errors';
import { assertFewFailures, assertNotShrunk } from '../../domain/guards';
import { WORK_FILES, type BuildContext, type StagedRecord } from '../build-context';
import type { Stage } from '../stage';
import { stagersFor } from '../stage-record';

/** Writes every published record's text and fingerprint to a file, page by page. */
export const snapshot: Stage<BuildContext> = {
  name: 'snapshot',
  async run({ input: { spec, limits }, ports, state: { totals } }, report, signal) {
    const { records, workspace, vectorCache, embedder } = ports;
    const isKnown = ({ fingerprint, formerFingerprints = [] }: StagedRecord): boolean =>
      vectorCache.has(fingerprint) || formerFingerprints.some((former) => vectorCache.has(former));
    const stage = stagersFor(spec, limits, vectorCache.formerForms);
    const expected = await records.count();
    report(0, expected);
    const lines = await workspace.writeLines(WORK_FILES.snapshot);
    for (let page = await records.next(); page !== null; page = await records.next()) {
      signal.throwIfAborted();
      for (const record of page) {
        totals.total += 1;
        const staged = stage(record);
        if ('code' in staged) {
          const { uid, documentId, locale } = record;
          totals.failures.push({ uid, documentId, locale, ...staged });
          continue;
        }
        if (!isKnown(staged)) embedder.prepare();
        await lines.write(staged);
        totals.staged += 1;
      }
      report(Math.min(totals.total, expected), expected);
    }
    await lines.close();
    if (totals.staged === 0) throw totals.total === 0 ? sourceEmpty() : nothingToIndex(totals.total);
    // Better now than after an hour of embedding; the verify stage checks again.
    assertNotShrunk(totals.staged, limits.shrink);
    assertFewFailures(totals.failures.length, totals.total, limits.maxFailedShare);
    report(totals.total, totals.total);
  },
};
