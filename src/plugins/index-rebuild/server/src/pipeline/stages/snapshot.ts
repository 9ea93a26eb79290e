import type { RunFailure } from '../../../../shared/contracts';
import { IndexRebuildError } from '../../domain/errors';
import { fingerprint, recipeHash, type Recipe } from '../../domain/recipe';
import { hasIndexableText, renderTemplate, valueAsText } from '../../domain/source-text';
import type { SourceRecord } from '../../ports/source';
import { STAGING_FILES, type BuildContext, type StagedRecord } from '../build-context';
import type { Stage } from '../stage';

const withoutText = (recipe: Recipe, { documentId, locale, values }: SourceRecord): RunFailure => ({
  documentId,
  locale,
  name: valueAsText(values[recipe.displayName]) || null,
  code: 'RECORD_WITHOUT_TEXT',
  message: `The record has no text besides its ${recipe.displayName}. Fill in one of the indexed fields and publish it.`,
});

const refuseNothing = (total: number): never => {
  if (total === 0) {
    throw new IndexRebuildError(
      'SOURCE_EMPTY',
      'There is no published record to index. Publish at least one, then rebuild. The present index stays live.'
    );
  }
  throw new IndexRebuildError(
    'NOTHING_TO_INDEX',
    `None of the ${total} published records has any text. Fill in their indexed fields, then rebuild. The present index stays live.`
  );
};

/** Writes every published record's text and fingerprint to a file, page by page. */
export const snapshot: Stage<BuildContext> = {
  name: 'snapshot',
  async run({ recipe, records, staging, totals }, report, signal) {
    const hash = recipeHash(recipe);
    const expected = await records.count();
    report(0, expected);
    const lines = await staging.writeLines(STAGING_FILES.snapshot);
    for (let page = await records.next(); page !== null; page = await records.next()) {
      signal.throwIfAborted();
      for (const record of page) {
        totals.total += 1;
        if (!hasIndexableText(recipe.template, recipe.displayName, record.values)) {
          totals.failures.push(withoutText(recipe, record));
          continue;
        }
        const staged: StagedRecord = {
          documentId: record.documentId,
          locale: record.locale,
          fingerprint: fingerprint(hash, recipe, record.values),
          text: renderTemplate(recipe.template, record.values),
        };
        await lines.write(staged);
        totals.staged += 1;
      }
      report(Math.min(totals.total, expected), expected);
    }
    await lines.close();
    if (totals.staged === 0) refuseNothing(totals.total);
    report(totals.total, totals.total);
  },
};
