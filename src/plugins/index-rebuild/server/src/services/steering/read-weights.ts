import { weightsSchema, type Weights } from '../../../../shared/contracts';
import { invalidRequest } from '../../domain/errors';
import { weightProblems, type WeighedSource } from '../../domain/weights';
import { zodProblems } from '../../lib/zod-problems';

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidRequest('weights is JSON, such as {"words":2}.');
  }
};

/**
 * Weights that somebody proposes.
 *
 * @param asked An object, or its JSON.
 * @throws INVALID_REQUEST naming each wrong key.
 */
export const readWeights = (asked: unknown, sources: readonly WeighedSource[]): Weights => {
  const { data, error } = weightsSchema.safeParse(typeof asked === 'string' ? parsed(asked) : asked);
  if (!data)
    throw invalidRequest(
      zodProblems(error)
        .map((problem) => `weights.${problem}`)
        .join(' ')
    );
  const problems = weightProblems(data, sources);
  if (problems.length === 0) return data;
  throw invalidRequest(
    problems.map(({ path, message }) => `${['weights', ...path].join('.')}: ${message}`).join(' ')
  );
};
