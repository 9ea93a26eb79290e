import type { z } from 'zod';

/** What is wrong with a value, one line per problem: "search.maxLimit: Too small …". */
export const zodProblems = (error: z.ZodError | undefined): string[] =>
  (error?.issues ?? []).map(({ path, message }) => {
    const key = path.join('.');
    return key ? `${key}: ${message}` : message;
  });
