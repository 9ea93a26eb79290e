import { nothingToIndex, sourceEmpty } from '../../domain/errors';
import { assertFewFailures, assertNotShrunk } from '../../domain/guards';
import { formerFingerprintsOf, formerSourceHash, type FormerForm } from '../../domain/former-fingerprint';
import { fingerprintsOf, problemOf, type Problem, type TextRules } from '../../domain/indexable';
import { passagesOf } from '../../domain/passages';
import { sourceHash, sourceOf, type IndexSpec, type SourceSpec } from '../../domain/index-spec';
import {
  fieldTexts,
  filledValues,
  renderTemplate,
  valueAsText,
  type RecordValues,
} from '../../domain/source-text';
import { tagsIn } from '../../domain/suggestions';
import type { SourceRecord } from '../../ports/source';
import { WORK_FILES, type BuildContext, type StagedRecord } from '../build-context';
import type { Stage } from '../stage';

type NamedProblem = Problem & { name: string | null };

/** A record's fingerprints in earlier versions' forms; nothing where none of them is in use. */
const formerly = (source: SourceSpec, spec: IndexSpec, forms: readonly FormerForm[]) => {
  const hashes = forms.flatMap((form) => formerSourceHash(form, source, spec) ?? []);
  return (values: RecordValues, text: string): Pick<StagedRecord, 'formerFingerprints'> => {
    if (hashes.length === 0) return {};
    const found = hashes.flatMap((hash) => formerFingerprintsOf(hash, source, values, text) ?? []);
    return { formerFingerprints: found.map(({ fingerprint }) => fingerprint) };
  };
};

/** Makes one source's records into what is indexed, or says why one cannot be. */
const stager = (source: SourceSpec, spec: IndexSpec, rules: TextRules, forms: readonly FormerForm[]) => {
  const hash = sourceHash(source, spec);
  const former = formerly(source, spec, forms);
  const { template, displayName, passages, filterable } = source;
  return ({ uid, documentId, locale, values, tagged = null }: SourceRecord): StagedRecord | NamedProblem => {
    const name = valueAsText(values[displayName]) || null;
    const text = renderTemplate(template, values);
    const problem = problemOf(source, values, text, rules);
    if (problem) return { ...problem, name };
    return {
      ...{ uid, documentId, locale, name, text, tagged },
      ...fingerprintsOf(hash, source, values, text),
      ...former(values, text),
      passages: passagesOf(passages, values),
      fields: fieldTexts(template, values),
      filterable: filledValues(filterable, values),
      tags: tagsIn(values),
    };
  };
};

/** Stagers by content type, each made once. */
const stagersFor = (spec: IndexSpec, rules: TextRules, forms: readonly FormerForm[]) => {
  const known = new Map<string, ReturnType<typeof stager>>();
  return (record: SourceRecord): StagedRecord | NamedProblem => {
    const source = sourceOf(spec, record.uid);
    if (!source) throw new Error(`${record.uid} is not a source of this build.`);
    const stage = known.get(record.uid) ?? stager(source, spec, rules, forms);
    known.set(record.uid, stage);
    return stage(record);
  };
};

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
