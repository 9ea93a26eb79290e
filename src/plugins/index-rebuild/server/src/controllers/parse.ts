import type { z } from 'zod';

import { IndexRebuildError } from '../domain/errors';
import { zodProblems } from '../lib/zod-problems';

/** @throws INVALID_REQUEST naming every wrong key. */
export const parse = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> => {
  const { success, data, error } = schema.safeParse(input ?? {});
  if (success) return data;
  throw new IndexRebuildError('INVALID_REQUEST', zodProblems(error).join('; '));
};
