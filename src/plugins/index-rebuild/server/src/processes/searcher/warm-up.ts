import type { Step } from '../../backends/embedded/files/verified-files';
import type { Corpus } from '../../backends/embedded/searcher/corpus';
import type { Ranker } from '../../backends/embedded/searcher/ranker';
import { toIndexRebuildError } from '../../domain/errors';
import { evenSample } from '../../domain/vectors';
import type { EmbedderChoice } from '../../ports/embedder';
import type { Log } from '../../ports/log';

/** The first ten queries of a process took twice as long as later ones (measured). */
const QUERIES = 12;
const WORDS = 4;
const HITS = 10;

/** Words as a visitor might ask for them; empty for a record without passages. */
const queryFrom = (passage: string | undefined): string =>
  (passage ?? '').split(' ').slice(0, WORDS).join(' ');

/**
 * Asks for what the generation holds, so that the code is compiled when the first visitor asks. A
 * generation that cannot be asked like this is left to the probe.
 */
export const warmUp = async (
  ranker: Ranker,
  { records, passages }: Corpus,
  { kind }: EmbedderChoice,
  step: Step,
  log: Pick<Log, 'debug'>
): Promise<void> => {
  // A provider is paid for each query.
  const mode = kind === 'local' ? 'hybrid' : 'lexical';
  for (const record of evenSample(records.length, QUERIES)) {
    const text = queryFrom(passages.at(record)?.[0]);
    if (!text) continue;
    try {
      await ranker.search({ wanted: { text }, mode, k: HITS });
    } catch (error) {
      log.debug(`its first queries of its own failed: ${toIndexRebuildError(error).code}`);
      return;
    }
    await step();
  }
};
