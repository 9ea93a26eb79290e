import { taxonomyNotEmbedded } from '../../domain/errors';
import { contains, tagScore, nearness } from '../../domain/tag-score';
import type { Embedder } from '../../ports/embedder';
import type { TagDefinition, TaggableRecord, Tagger, TagScore } from '../../ports/tagger';
import { stemsOf } from '../../domain/analyzer';

type Known = { id: string; vector: Float32Array; phrases: string[][] };

/** Change it whenever the rule changes, so that every record is tagged again. */
const RULE = 'local-1';

const textOf = ({ name, description }: TagDefinition): string =>
  description ? `${name}. ${description}` : name;

const knownTags = async (
  embedder: Embedder,
  batchSize: number,
  taxonomy: readonly TagDefinition[]
): Promise<Known[]> => {
  const { dimensions } = embedder.info;
  const known: Known[] = [];
  for (let at = 0; at < taxonomy.length; at += batchSize) {
    const batch = taxonomy.slice(at, at + batchSize);
    const rows = await embedder.embed(batch.map(textOf));
    batch.forEach(({ id, name, synonyms }, index) =>
      known.push({
        id,
        vector: rows.subarray(index * dimensions, (index + 1) * dimensions),
        phrases: [name, ...synonyms].map(stemsOf),
      })
    );
  }
  return known;
};

const scoresOf = (
  { text, vectors }: TaggableRecord,
  tags: readonly Known[],
  threshold: number
): TagScore[] => {
  const stems = stemsOf(text);
  return tags
    .map(({ id, vector, phrases }) => ({
      tag: id,
      score: tagScore(
        nearness(vector, vectors as Float32Array),
        phrases.some((phrase) => contains(stems, phrase))
      ),
    }))
    .filter(({ score }) => score >= threshold)
    .sort((a, b) => b.score - a.score);
};

/**
 * Tags without training: a tag fits when its meaning is close to the record's, and better still
 * when its name or a synonym occurs in the text.
 *
 * The tags are embedded with the first record: a run that finds nothing to tag loads no model.
 *
 * @param options `threshold`: minimum score of a tag that fits, 0 to 1.
 */
export const openLocalTagger = (
  embedder: Embedder,
  {
    taxonomy,
    threshold,
    batchSize,
  }: { taxonomy: readonly TagDefinition[]; threshold: number; batchSize: number }
): Tagger => {
  let known: Promise<Known[]> | null = null;
  return {
    id: `${RULE}:${embedder.info.modelHash}:${threshold}`,
    needsVectors: true,
    async tag(records) {
      known ??= knownTags(embedder, batchSize, taxonomy);
      const tags = await known.catch((error: Error) => {
        known = null;
        throw taxonomyNotEmbedded(error.message);
      });
      return records.map((record) => scoresOf(record, tags, threshold));
    },
  };
};
