import { formerFingerprintsOf, formerSourceHash, type FormerForm } from '../domain/former-fingerprint';
import { fingerprintsOf, problemOf, type Problem, type TextRules } from '../domain/indexable';
import { sourceHash, sourceOf, type IndexSpec, type SourceSpec } from '../domain/index-spec';
import { passagesOf } from '../domain/passages';
import {
  fieldTexts,
  filledValues,
  renderTemplate,
  valueAsText,
  type RecordValues,
} from '../domain/source-text';
import { tagsIn } from '../domain/suggestions';
import type { SourceRecord } from '../ports/source';
import type { StagedRecord } from './build-context';

export type NamedProblem = Problem & { name: string | null };

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

/** Makes records of a build into what is indexed; what each content type needs is made once. */
export const stagersFor = (spec: IndexSpec, rules: TextRules, forms: readonly FormerForm[]) => {
  const known = new Map<string, ReturnType<typeof stager>>();
  return (record: SourceRecord): StagedRecord | NamedProblem => {
    const source = sourceOf(spec, record.uid);
    if (!source) throw new Error(`${record.uid} is not a source of this build.`);
    const stage = known.get(record.uid) ?? stager(source, spec, rules, forms);
    known.set(record.uid, stage);
    return stage(record);
  };
};
