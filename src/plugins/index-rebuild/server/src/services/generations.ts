import type { Generation } from '../../../shared/contracts';
import { toIndexRebuildError, type PlainError } from '../domain/errors';
import { specHash, type IndexSpec } from '../domain/index-spec';
import type { Catalog } from '../ports/catalog';
import type { GenerationStore } from '../ports/generation-store';
import type { SearchBackend } from '../ports/search-backend';

export type GenerationsPorts = {
  catalog: Pick<Catalog, 'read'>;
  generations: Pick<GenerationStore, 'complete'>;
  backend: Pick<SearchBackend, 'list' | 'verify' | 'verifyUploaded'>;
  /** @throws EMBEDDER_UNAVAILABLE */
  currentSpec(): Promise<IndexSpec>;
};

export type Verified = { generation: string; live: boolean; problem: PlainError | null };

/** The generations that are kept on this machine. */
export const createGenerations = ({ catalog, generations, backend, currentSpec }: GenerationsPorts) => {
  const list = async (): Promise<Generation[]> => {
    const [{ liveGeneration }, rows, stored, spec] = await Promise.all([
      catalog.read(),
      generations.complete(),
      backend.list(),
      // Without a model there is no current index spec, and no generation matches it.
      currentSpec().then(specHash, () => null),
    ]);
    return rows
      .filter(({ name }) => stored.some(({ id, complete }) => id === name && complete))
      .map((row) => ({
        id: row.name,
        live: row.name === liveGeneration,
        createdAt: row.createdAt.toISOString(),
        records: row.records,
        specHash: row.specHash,
        currentSpec: row.specHash === spec,
        model: row.model,
        bytes: row.bytes,
        run: row.run,
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
