import type { z } from 'zod';

import { invalidRequest } from '../domain/errors';
import { zodProblems } from '../lib/zod-problems';

/** @throws INVALID_REQUEST naming every wrong key. */
export const parse = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> => {
  const { success, data, error } = schema.safeParse(input ?? {});
  if (success) return data;
  throw invalidRequest(zodProblems(error).join('; '));
};
