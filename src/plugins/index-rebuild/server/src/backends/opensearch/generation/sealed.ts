import { z } from 'zod';

import { generationMissing } from '../../../domain/errors';
import type { IndexSpec } from '../../../domain/index-spec';
import type { Cluster } from '../cluster/cluster';
import { isKind } from '../cluster/failure';
import { companionSchema } from './companions';
import type { IndexNames } from './generation-index';

/*
 * What is recorded of a generation, in the mapping of its index: written last, as the manifest is of an
 * embedded one. An index without it is a partial build.
 */

const sealedSchema = z.object({
  version: z.literal(1),
  generation: z.string(),
  run: z.string(),
  createdAt: z.string(),
  failed: z.number().int(),
  /** Of the index, so that another one of the same name is not taken for it. */
  uuid: z.string(),
  records: z.number().int().positive(),
  /** Vectors; each record has one row more, with its words, and each chunk of a file is one. */
  rows: z.number().int().positive(),
  bytes: z.number().int(),
  specHash: z.string(),
  spec: z.custom<IndexSpec>((value) => typeof value === 'object' && value !== null),
  cutOff: z
    .object({ near: z.number(), usual: z.number(), reached: z.number(), background: z.number() })
    .nullable(),
  /** Records of each content type and locale. */
  groups: z.array(z.object({ uid: z.string(), locale: z.string().nullable(), records: z.number().int() })),
  files: z.record(z.string(), companionSchema),
  /** Keys of the records from which the spread of scores by meaning is estimated. */
  sample: z.array(z.string()),
});

export type SealedFacts = z.infer<typeof sealedSchema>;

/** All rows of its index. */
export const rowsOfAll = ({ records, rows, files }: SealedFacts): number =>
  records + rows + Object.values(files).reduce((sum, { chunks }) => sum + chunks, 0);

/** Makes a sealed index a generation. @throws ClusterFailure */
export const writeSealed = async (cluster: Cluster, { index }: IndexNames, facts: SealedFacts) => {
  await cluster.ask({ method: 'PUT', path: `/${index}/_mapping`, body: { _meta: { sealed: facts } } });
};

type Mapping = { mappings: { _meta?: { sealed?: unknown } } };

/** Null for a partial build. */
export const sealedIn = ({ mappings }: Mapping): SealedFacts | null => {
  const found = sealedSchema.safeParse(mappings._meta?.sealed);
  return found.success ? found.data : null;
};

/** @returns Null for an index that is a partial build, or gone. @throws ClusterFailure */
export const factsOf = async (cluster: Cluster, index: string): Promise<SealedFacts | null> => {
  try {
    const answer = await cluster.ask<Record<string, Mapping>>({ method: 'GET', path: `/${index}/_mapping` });
    return sealedIn(answer[index]);
  } catch (error) {
    if (!isKind(error, 'missing')) throw error;
    return null;
  }
};

/** @throws GENERATION_MISSING, or ClusterFailure when the cluster does not say. */
export const readSealed = async (
  cluster: Cluster,
  generation: string,
  { index }: IndexNames
): Promise<SealedFacts> => {
  const facts = await factsOf(cluster, index);
  if (facts) return facts;
  throw generationMissing(generation);
};
