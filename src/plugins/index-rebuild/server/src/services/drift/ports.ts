import type { DriftLevel } from '../../../../shared/contracts';
import type { ResolvedSettings } from '../../config/settings';
import type { IndexSpec } from '../../domain/index-spec';
import type { Catalog } from '../../ports/catalog';
import type { Clock } from '../../ports/clock';
import type { DriftStore } from '../../ports/drift-store';
import type { Log } from '../../ports/log';
import type { RunStore } from '../../ports/run-store';
import type { Searcher } from '../../ports/searcher';
import type { SearchBackend } from '../../ports/search-backend';
import type { RecordLookup, RecordPages } from '../../ports/source';
import type { Announce } from '../events';

/** What noticing, comparing and reporting drift depends on. */
export type DriftPorts = {
  settings: Pick<ResolvedSettings, 'sources' | 'guards' | 'drift' | 'overlay'>;
  /** Reads settings that another process has changed. */
  refreshSettings(): Promise<void>;
  /** What answers searches in this process. */
  live: { readonly searcher: Searcher | null };
  drift: DriftStore;
  catalog: Pick<Catalog, 'read'>;
  runs: Pick<RunStore, 'list'>;
  backend: Pick<SearchBackend, 'readEntries'>;
  /** Documents of the sources by id. */
  records: RecordLookup;
  /** Every published record. */
  openPages(): RecordPages;
  /** Other content types whose fields are part of a record's text. */
  relatedTypes: readonly string[];
  /** @throws EMBEDDER_UNAVAILABLE */
  currentSpec(): Promise<IndexSpec>;
  /** How far search is behind, shown in search answers; null until known. */
  driftLevel: { current: DriftLevel | null };
  /** Notifies webhooks and other plugins. */
  announce: Announce;
  clock: Clock;
  log: Log;
};
