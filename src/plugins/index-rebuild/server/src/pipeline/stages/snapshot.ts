import { IndexRebuildError, type ErrorCode } from '../../domain/errors';
import { assertFewFailures, assertNotShrunk } from '../../domain/guards';
import { FILES } from '../../domain/manifest';
import { passagesOf } from '../../domain/passages';
import { fingerprint, recipeHash } from '../../domain/recipe';
import { fieldTexts, hasIndexableText, isBrokenText, renderTemplate, valueAsText } from '../../domain/source-text';
import type { SourceRecord } from '../../ports/source';
import type { BuildContext, StagedRecord } from '../build-context';
import type { Stage } from '../stage';

type Reason = { code: ErrorCode; message: string };

/** Why a record cannot be indexed; null when it can. */
const problemOf = (
  { values }: SourceRecord,
  text: string,
  { recipe, limits }: BuildContext
): Reason | null => {
  if (isBrokenText(recipe.template, values)) {
    return {
      code: 'RECORD_BROKEN_TEXT',
      message: 'The record\'s text was damaged by a wrong encoding. Enter it again and publish the record.',
    };
  }
  if (!hasIndexableText(recipe.template, recipe.displayName, values)) {
    return {
      code: 'RECORD_WITHOUT_TEXT',
      message: `The record has no text besides its ${recipe.displayName}. Fill in one of the indexed fields and publish it.`,
    };
  }
  if (text.length > limits.maxTextLength) {
    return {
      code: 'RECORD_TOO_LONG',
      message: `The record's text has ${text.length} characters, ${limits.maxTextLength} are allowed. Shorten it and publish it.`,
    };
  }
  return null;
};

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
  async run(context, report, signal) {
    const { recipe, records, staging, totals, limits } = context;
    const hash = recipeHash(recipe);
    const expected = await records.count();
    report(0, expected);
    const lines = await staging.writeLines(FILES.snapshot);
    for (let page = await records.next(); page !== null; page = await records.next()) {
      signal.throwIfAborted();
      for (const record of page) {
        totals.total += 1;
        const { documentId, locale, values } = record;
        const name = valueAsText(values[recipe.displayName]) || null;
        const text = renderTemplate(recipe.template, values);
        const problem = problemOf(record, text, context);
        if (problem) {
          totals.failures.push({ documentId, locale, name, ...problem });
          continue;
        }
        const mark = fingerprint(hash, recipe, values);
        const staged: StagedRecord = {
          ...{ documentId, locale, name, fingerprint: mark, text },
          passages: passagesOf(recipe.passages, values),
          fields: fieldTexts(recipe.template, values),
          tagged: record.tagged ?? null,
        };
        await lines.write(staged);
        totals.staged += 1;
      }
      report(Math.min(totals.total, expected), expected);
    }
    await lines.close();
    if (totals.staged === 0) refuseNothing(totals.total);
    // Told now and not after an hour of embedding; the verify stage looks once more.
    assertNotShrunk(totals.staged, limits.shrink);
    assertFewFailures(totals.failures.length, totals.total, limits.maxFailedShare);
    report(totals.total, totals.total);
  },
};
