import type { ChangedWeights, Weights } from '../../../shared/contracts';
import { ruleFields, type PassageRule } from './passages';
import { templateFields } from './source-text';

/** Everything counts as it was tuned. */
export const AS_TUNED: Weights = { words: 1, fields: {} };

/** The fields of a source that may weigh more or less. */
export type WeighedSource = {
  uid: string;
  template: string;
  displayName: string;
  passages: PassageRule | null;
};

/** Fields whose words are searched, whose sentences are passages, or that name the record. */
export const weighableFields = ({ template, displayName, passages }: WeighedSource): string[] => [
  ...new Set([displayName, ...templateFields(template), ...ruleFields(passages).slice(0, 1)]),
];

const isChanged = ([, factor]: [string, number]): boolean => factor !== 1;

/** The factors that are not 1; null when there are none, and ranking is as it was tuned. */
export const changedWeights = ({ words, fields }: Weights): ChangedWeights | null => {
  const changed = Object.entries(fields).flatMap(([uid, factors]) => {
    const own = Object.entries(factors).filter(isChanged);
    return own.length > 0 ? [[uid, Object.fromEntries(own)] as const] : [];
  });
  if (words === 1 && changed.length === 0) return null;
  return {
    ...(words !== 1 && { words }),
    ...(changed.length > 0 && { fields: Object.fromEntries(changed) }),
  };
};

/** The weights as a search is asked with them; undefined when everything counts as it was tuned. */
export const askedWeights = (weights: Weights): Weights | undefined => {
  const changed = changedWeights(weights);
  return changed === null ? undefined : { ...AS_TUNED, ...changed };
};

/** A weight of a field that no source has, and why. */
export type WeightProblem = { path: string[]; message: string };

/** The weights that could have no effect, since nothing of that name is indexed. */
export const weightProblems = (
  { fields }: Pick<Weights, 'fields'>,
  sources: readonly WeighedSource[]
): WeightProblem[] =>
  Object.entries(fields).flatMap(([uid, factors]): WeightProblem[] => {
    const source = sources.find((one) => one.uid === uid);
    if (!source) {
      const known = sources.map((one) => one.uid).join(', ');
      return [
        { path: ['fields', uid], message: `it is not an indexed content type. Choose from: ${known}.` },
      ];
    }
    const own = weighableFields(source);
    return Object.keys(factors)
      .filter((field) => !own.includes(field))
      .map((field) => ({
        path: ['fields', uid, field],
        message: `it is not an indexed field of ${uid}. Choose from: ${own.join(', ')}.`,
      }));
  });
