import { generationCorrupt } from '../../../domain/errors';
import { linesOf, splitSections } from '../../embedded/lexical/sections';
import type { Cluster } from '../cluster/cluster';
import { readCompanion, SUGGESTIONS, VOCABULARY } from './companions';
import { namesOf } from './generation-index';
import { readSample, verifyGeneration } from './reads';
import type { SampledRecord } from './sampled';
import type { SealedFacts } from './sealed';
import { loadVocabulary, type Vocabulary } from './vocabulary';

/** What a searcher holds of a generation; its records are in the cluster. */
export type RemoteGeneration = {
  generation: string;
  index: string;
  facts: SealedFacts;
  sample: SampledRecord[];
  vocabulary: Vocabulary;
};

const companion = (
  cluster: Cluster,
  { generation, index, facts }: Named,
  name: string
): Promise<Uint8Array> => {
  const file = facts.files[name];
  if (!file) throw generationCorrupt(generation, `it lacks its ${name}`);
  return readCompanion(cluster, { index, generation }, name, file);
};

type Named = Pick<RemoteGeneration, 'generation' | 'index' | 'facts'>;

/**
 * Reads what a searcher needs, after the index was compared with the one that was sealed.
 *
 * @param step Awaited between two pieces of work.
 * @throws GENERATION_MISSING, GENERATION_CORRUPT or ClusterFailure.
 */
export const openParts = async (
  cluster: Cluster,
  prefix: string,
  generation: string,
  step: () => Promise<void>
): Promise<RemoteGeneration> => {
  const names = namesOf(prefix, generation);
  const facts = await verifyGeneration(cluster, prefix, generation);
  await step();
  const named = { generation, index: names.index, facts };
  const vocabulary = loadVocabulary(await companion(cluster, named, VOCABULARY));
  await step();
  const sample = await readSample(cluster, names.index, facts);
  await step();
  return { ...named, vocabulary, sample };
};

/** Suggestions as the embedded engine writes them, and the keys of the records that they name by number. */
export const readSuggestions = async (
  cluster: Cluster,
  parts: Named
): Promise<{ bytes: Uint8Array; keys: string[] }> => {
  const [bytes, keys] = splitSections(await companion(cluster, parts, SUGGESTIONS));
  return { bytes, keys: linesOf(keys) };
};
