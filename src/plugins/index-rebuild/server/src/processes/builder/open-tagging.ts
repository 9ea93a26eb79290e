import { openLocalTagger } from '../../adapters/tagging/local-tagger';
import { openProviderTagger } from '../../adapters/openai-compatible/tagger';
import { taggingHash } from '../../domain/tags';
import type { Tagging } from '../../pipeline/build-context';
import type { EmbedderPool } from '../../ports/embedder';
import type { Log } from '../../ports/log';
import type { TagJob, Tagger } from '../../ports/tagger';
import { failedTries } from '../embedding/failed-tries';

const openTagger = ({ tagger, taxonomy }: TagJob, embedder: EmbedderPool, log: Pick<Log, 'warn'>): Tagger => {
  switch (tagger.kind) {
    case 'local':
      return openLocalTagger(embedder, {
        taxonomy,
        threshold: tagger.threshold,
        batchSize: embedder.batchSize,
      });
    case 'openai-compatible':
      return openProviderTagger(tagger, taxonomy, process.env, {
        onFailedTry: failedTries(log, 'tagging'),
      });
  }
};

/** The tagger that the settings name, with its taxonomy; null when the taxonomy is empty. */
export const openTagging = (job: TagJob, embedder: EmbedderPool, log: Pick<Log, 'warn'>): Tagging | null => {
  const { taxonomy, fields, maxPerRecord: maxTags } = job;
  if (taxonomy.length === 0) return null;
  const tagger = openTagger(job, embedder, log);
  return {
    ...{ tagger, maxTags },
    fields: new Map(Object.entries(fields)),
    hash: taggingHash(tagger.id, taxonomy, maxTags),
    names: new Map(taxonomy.map(({ id, name }) => [id, name])),
    words: new Map(taxonomy.map(({ id, name, synonyms }) => [id, [name, ...synonyms].join(', ')])),
  };
};
