import { z } from 'zod';

const MINUTE = 60_000;

const milliseconds = (min: number, max: number, usual: number) =>
  z.number().int().min(min).max(max).default(usual);

/**
 * How long one part of the plugin waits for another. These are those that depend on the machine or the
 * network; others are constants beside their code.
 */
export const timeoutsSchema = z.strictObject({
  /** For the next sign of progress of a searcher that loads a generation. */
  searcherStartMs: milliseconds(5_000, 60 * MINUTE, 60_000),
  /** For a sign of life of a searcher that serves. */
  searcherSilenceMs: milliseconds(3_000, 10 * MINUTE, 15_000),
  /** For the first answer of a new searcher, before it becomes live. */
  firstQueryMs: milliseconds(1_000, 10 * MINUTE, 30_000),
  /** For the queries in flight of a searcher that is replaced. */
  drainMs: milliseconds(100, 10 * MINUTE, 15_000),
  /** For a provider to embed a query, with both tries. */
  queryEmbeddingMs: milliseconds(200, MINUTE, 5_000),
  /** For the database and for the searcher, when a load balancer asks for this process' health. */
  healthMs: milliseconds(100, MINUTE, 1_500),
  /** For a bucket that does not answer, at each try. */
  storeMs: milliseconds(1_000, 30 * MINUTE, 30_000),
});

export type Timeouts = z.infer<typeof timeoutsSchema>;
