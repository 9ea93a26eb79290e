import { toIndexRebuildError, type IndexRebuildError } from '../domain/errors';
import { storageError } from '../domain/storage-errors';
import type { GenerationRow, GenerationStore } from '../ports/generation-store';
import type { SearchBackend } from '../ports/search-backend';

export type KeptPorts = {
  generations: Pick<GenerationStore, 'complete'>;
  backend: Pick<SearchBackend, 'holds'>;
};

/** `problem`: why nobody can tell now whether it is still complete where it is kept; null when it is. */
export type KeptGeneration = { row: GenerationRow; problem: IndexRebuildError | null };

/**
 * The complete generations that the database knows, latest first, without those that are gone. What holds some
 * of them may be away: they are not gone for that.
 */
export const keptGenerations = async ({ generations, backend }: KeptPorts): Promise<KeptGeneration[]> => {
  const lookAt = async (row: GenerationRow): Promise<KeptGeneration | null> => {
    try {
      return (await backend.holds(row.name)) ? { row, problem: null } : null;
    } catch (error) {
      return { row, problem: storageError(error) ?? toIndexRebuildError(error) };
    }
  };
  const looked = await Promise.all((await generations.complete()).map(lookAt));
  return looked.filter((kept) => kept !== null);
};
