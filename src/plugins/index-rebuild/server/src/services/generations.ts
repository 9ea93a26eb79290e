import type { Generation } from '../../../shared/contracts';
import { toIndexRebuildError, type PlainError } from '../domain/errors';
import { specHash, type IndexSpec } from '../domain/index-spec';
import { isInReach } from '../pipeline/stages/check-generation';
import type { Catalog } from '../ports/catalog';
import type { SearchBackend } from '../ports/search-backend';
import { keptGenerations, type KeptPorts } from './kept-generations';

export type GenerationsPorts = KeptPorts & {
  catalog: Pick<Catalog, 'read'>;
  backend: Pick<SearchBackend, 'holds' | 'isUploaded' | 'verify' | 'verifyUploaded'>;
  /** @throws EMBEDDER_UNAVAILABLE */
  currentSpec(): Promise<IndexSpec>;
};

export type Verified = { generation: string; live: boolean; problem: PlainError | null };

/** The generations that are kept. */
export const createGenerations = (ports: GenerationsPorts) => {
  const { catalog, generations, backend, currentSpec } = ports;

  const list = async (): Promise<Generation[]> => {
    const [{ liveGeneration }, kept, spec] = await Promise.all([
      catalog.read(),
      keptGenerations({ generations, backend: { holds: (one) => isInReach(backend, one) } }),
      // Without a model there is no current index spec, and no generation matches it.
      currentSpec().then(specHash, () => null),
    ]);
    return kept.map(({ row, problem }) => ({
      id: row.name,
      live: row.name === liveGeneration,
      createdAt: row.createdAt.toISOString(),
      records: row.records,
      specHash: row.specHash,
      currentSpec: row.specHash === spec,
      model: row.model,
      bytes: row.bytes,
      run: row.run,
      problem: problem && { code: problem.code, message: problem.message },
    }));
  };

  return {
    list,

    /** Compares the files of every kept generation with their checksums, here and where others have them from. */
    async verify(): Promise<Verified[]> {
      const results: Verified[] = [];
      for (const { id, live } of await list()) {
        const verifying = backend.verify(id).then(() => backend.verifyUploaded(id));
        const problem = await verifying.then(
          () => null,
          (error) => toIndexRebuildError(error, 'GENERATION_CORRUPT').toPlain()
        );
        results.push({ generation: id, live, problem });
      }
      return results;
    },
  };
};

export type Generations = ReturnType<typeof createGenerations>;
