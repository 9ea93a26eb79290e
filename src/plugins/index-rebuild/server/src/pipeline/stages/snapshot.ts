import { nothingToIndex, sourceEmpty } from '../../domain/errors';
import { assertFewFailures, assertNotShrunk } from '../../domain/guards';
import { fingerprintsOf, problemOf } from '../../domain/indexable';
import { passagesOf } from '../../domain/passages';
import { specHash } from '../../domain/index-spec';
import { fieldTexts, renderTemplate, valueAsText } from '../../domain/source-text';
import { WORK_FILES, type BuildContext, type StagedRecord } from '../build-context';
import type { Stage } from '../stage';

/** Writes every published record's text and fingerprint to a file, page by page. */
export const snapshot: Stage<BuildContext> = {
  name: 'snapshot',
  async run({ input: { spec, limits }, ports: { records, workspace }, state: { totals } }, report, signal) {
    const hash = specHash(spec);
    const expected = await records.count();
    report(0, expected);
    const lines = await workspace.writeLines(WORK_FILES.snapshot);
    for (let page = await records.next(); page !== null; page = await records.next()) {
      signal.throwIfAborted();
      for (const record of page) {
        totals.total += 1;
        const { documentId, locale, values } = record;
        const name = valueAsText(values[spec.displayName]) || null;
        const text = renderTemplate(spec.template, values);
        const problem = problemOf(spec, values, text, limits.maxTextLength);
        if (problem) {
          totals.failures.push({ documentId, locale, name, ...problem });
          continue;
        }
        const hashes = fingerprintsOf(hash, spec, values, text);
        const staged: StagedRecord = {
          ...{ documentId, locale, name, ...hashes, text },
          passages: passagesOf(spec.passages, values),
          fields: fieldTexts(spec.template, values),
          tagged: record.tagged ?? null,
        };
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
