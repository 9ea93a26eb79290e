import { goldenDropped } from '../domain/errors';
import { goldenReportOf, type GoldenAnswer, type GoldenQuery } from '../domain/golden';
import type { Searcher } from '../ports/searcher';
import type { RunContext, RunPorts } from './run-context';

/** Golden queries asked at the same time: visitors search as well. */
const AT_ONCE = 4;

/**
 * The documents of the first hits, with what people have decided and the weights of now, as visitors get them.
 * Generations are compared as they were built: what has been edited since is in the overlay of the one and in
 * the other.
 */
export const firstHits = async (
  { steeringFor, weights: weightsNow }: Pick<RunPorts['golden'], 'steeringFor' | 'weights'>,
  searcher: Searcher,
  { query, uid, locale, first }: GoldenQuery,
  asBuilt = true
): Promise<string[]> => {
  const steering = await steeringFor(query);
  const weights = weightsNow();
  const { hits } = await searcher.search({
    ...{ wanted: { text: query }, mode: 'hybrid', k: first, within: [{ uid, ...(locale && { locale }) }] },
    ...(asBuilt && { asBuilt }),
    ...(steering && { steering }),
    ...(weights && { weights }),
  });
  return hits.map(({ documentId }) => documentId);
};

/** A process that only runs a command serves nothing: there the live generation is opened for the comparison. */
const openLive = async ({ ports: { live, catalog } }: RunContext): Promise<Searcher | null> => {
  const { liveGeneration } = await catalog.read();
  // One that cannot be opened cannot be worse than anything.
  return liveGeneration === null ? null : live.prepare(liveGeneration).catch(() => null);
};

const askAll = async (
  { ports }: RunContext,
  queries: readonly GoldenQuery[],
  live: Searcher | null,
  candidate: Searcher,
  signal: AbortSignal
): Promise<GoldenAnswer[]> => {
  const answers: GoldenAnswer[] = [];
  for (let at = 0; at < queries.length; at += AT_ONCE) {
    signal.throwIfAborted();
    const some = queries.slice(at, at + AT_ONCE).map(async (golden): Promise<GoldenAnswer> => {
      // What the live one cannot answer, for whatever reason, cannot get worse.
      const before = live ? await firstHits(ports.golden, live, golden).catch(() => null) : null;
      return { golden, before, after: await firstHits(ports.golden, candidate, golden) };
    });
    answers.push(...(await Promise.all(some)));
  }
  return answers;
};

/**
 * Compares how golden queries are answered before and after. Only a rebuild can be stopped by that: a
 * rollback is for when something is wrong already.
 *
 * @throws GOLDEN_QUERIES_DROPPED
 */
export const checkGoldenQueries = async (
  context: RunContext,
  candidate: Searcher,
  signal: AbortSignal
): Promise<void> => {
  const { input, ports, state } = context;
  const queries = await ports.golden.queries();
  if (queries.length === 0) return;
  const opened = ports.live.searcher ? null : await openLive(context);
  try {
    const live = ports.live.searcher ?? opened;
    state.golden = goldenReportOf(await askAll(context, queries, live, candidate, signal));
  } finally {
    await opened?.drain();
  }
  const { golden } = state;
  if (input.kind !== 'rebuild' || input.allowDrop || !ports.golden.stopOnDrop) return;
  if (golden && golden.droppedCount > 0) throw goldenDropped(golden);
};
