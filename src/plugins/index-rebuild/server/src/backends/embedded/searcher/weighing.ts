import type { PartFactors, SearchMode, Weights } from '../../../../../shared/contracts';
import type { SourceSpec } from '../../../domain/index-spec';
import { PLAIN_WEIGHING, weightedSemanticScore, type Weighing } from '../../../domain/ranking';
import type { FieldFactor } from '../lexical/lexical-index';
import type { Corpus } from './corpus';

type Sources = readonly Pick<SourceSpec, 'uid' | 'displayName' | 'passages'>[];

/** What the weights of a search mean for the records of a generation. */
export type SearchWeighing = Weighing & {
  /** By what words count in each field; null where they all count once. */
  factorOf: FieldFactor | null;
  /** By what the parts of a record's score count; undefined when all count once. */
  factorsOf(record: number, mode: SearchMode): PartFactors | undefined;
};

const PLAIN: SearchWeighing = { ...PLAIN_WEIGHING, factorOf: null, factorsOf: () => undefined };

/** A factor for each content type; null when all are 1. */
const byType = (
  sources: Sources,
  factorOf: (source: Sources[number]) => number
): ReadonlyMap<string, number> | null => {
  const factors = sources.map((source) => [source.uid, factorOf(source)] as const);
  return factors.every(([, factor]) => factor === 1) ? null : new Map(factors);
};

/** The parts that a score has in each mode. */
const PARTS: Record<SearchMode, readonly (keyof PartFactors)[]> = {
  hybrid: ['lexical', 'passage', 'name'],
  semantic: ['passage'],
  lexical: ['name'],
};

const changedAmong = (factors: Required<PartFactors>, mode: SearchMode): PartFactors | undefined => {
  const changed = PARTS[mode].filter((part) => factors[part] !== 1);
  return changed.length > 0 ? Object.fromEntries(changed.map((part) => [part, factors[part]])) : undefined;
};

/**
 * A weighed field counts in three ways: its words more or less often, its sentences where they are the
 * record's passages, and a query that it fits where it is the record's name. What the fields are is the
 * generation's: its passages are of the field that they were of when it was built.
 */
export const weighingFor = (
  { records }: Pick<Corpus, 'records'>,
  sources: Sources,
  weights: Weights | undefined
): SearchWeighing => {
  if (!weights) return PLAIN;
  const { words, fields } = weights;
  const factorOf: FieldFactor = (uid, field) => fields[uid]?.[field] ?? 1;
  const ofPassages = byType(sources, ({ uid, passages }) => (passages ? factorOf(uid, passages.field) : 1));
  const ofNames = byType(sources, ({ uid, displayName }) => factorOf(uid, displayName));
  const passageFactor = (record: number): number => ofPassages?.get(records[record].uid) ?? 1;
  const nameFactor = (record: number): number => ofNames?.get(records[record].uid) ?? 1;
  const { semantic, nameBonus } = PLAIN_WEIGHING;
  return {
    words,
    semantic: ofPassages
      ? (whole, passage, record) => weightedSemanticScore(whole, passage, passageFactor(record))
      : semantic,
    nameBonus: ofNames
      ? (name, record) => (name === 0 ? 0 : nameBonus(name, record) * nameFactor(record))
      : nameBonus,
    factorOf: Object.keys(fields).length > 0 ? factorOf : null,
    factorsOf: (record, mode) =>
      changedAmong({ lexical: words, passage: passageFactor(record), name: nameFactor(record) }, mode),
  };
};
