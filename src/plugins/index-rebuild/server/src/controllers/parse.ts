import type { z } from 'zod';

import { IndexRebuildError } from '../domain/errors';

/** @throws INVALID_REQUEST naming every wrong key. */
export const parse = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> => {
  const { success, data, error } = schema.safeParse(input ?? {});
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => {
    const key = path.join('.');
    return key ? `${key}: ${message}` : message;
  });
  throw new IndexRebuildError('INVALID_REQUEST', problems.join('; '));
};
