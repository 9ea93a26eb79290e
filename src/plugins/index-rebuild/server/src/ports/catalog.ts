import type { Lease } from '../domain/lease';

export type CatalogRow = {
  holder: string | null;
  token: number;
  /** Whether the holder's lease is still valid, by the database's clock. */
  held: boolean;
  liveGeneration: string | null;
};

/** The one row that is lease and pointer in one. Every method is a single statement. */
export interface Catalog {
  read(): Promise<CatalogRow>;
  /** @returns The lease, or null when another holder has it. */
  acquire(holder: string): Promise<Lease | null>;
  /** @returns False when the lease is no longer ours. */
  renew(lease: Lease): Promise<boolean>;
  release(lease: Lease): Promise<void>;
  /** Sets the live generation if the lease still holds. @returns False when it does not. */
  setPointer(lease: Lease, generation: string): Promise<boolean>;
}
