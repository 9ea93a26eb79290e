import os from 'node:os';

import { openKeptVectors } from '../../backends/embedded/overlay/kept-vectors';
import type { IndexSpec } from '../../domain/index-spec';
import { filledValues } from '../../domain/source-text';
import { stagersFor } from '../../pipeline/stage-record';
import type { EmbedderChoice, EmbedderPool } from '../../ports/embedder';
import type { Log } from '../../ports/log';
import { openEmbedderPool } from '../embedding/embedder-pool';
import type { ServeJob } from '../protocol';
import { createOverlayWork, type OverlayWork, type OverlayWorkParts } from './overlay-work';
import { assertSameModel } from './same-model';

/**
 * The local model for records of the overlay: on a thread of its own, below the searches' priority, which
 * ends after a while, since it holds the model once more.
 */
const OVERLAY_WORKERS = {
  threads: 1,
  batchSize: 8,
  priority: os.constants.priority.PRIORITY_BELOW_NORMAL,
  idleMs: 60_000,
};

/** What is searched beside an overlay. */
export type Beside = { generation: string; spec: IndexSpec };

/** Embeds passages; opened again after a failure. @throws EMBEDDER_UNAVAILABLE and EMBEDDING_FAILED */
const openPassageEmbedder = (choice: EmbedderChoice, beside: Beside, log: Pick<Log, 'warn'>) => {
  let opened: Promise<EmbedderPool> | null = null;
  const open = async (): Promise<EmbedderPool> => {
    const pool = await openEmbedderPool(choice, OVERLAY_WORKERS, log);
    assertSameModel(beside, pool.info);
    return pool;
  };
  return async (texts: readonly string[]): Promise<Float32Array> => {
    opened ??= open();
    const pool = await opened.catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return pool.embed(texts, 'passage');
  };
};

/** The work on an overlay over this generation. */
export const openOverlayWork = (
  { overlay: { directory, maxKept, rules }, embedder: choice }: Pick<ServeJob, 'overlay' | 'embedder'>,
  beside: Beside,
  parts: Pick<OverlayWorkParts, 'overlay' | 'giveWay' | 'tell' | 'held' | 'log'>
): OverlayWork => {
  const { spec } = beside;
  const stage = stagersFor(spec, rules, []);
  const filterable = new Map(spec.sources.map((source) => [source.uid, source.filterable]));
  const kept = openKeptVectors(directory);
  // What stays on a disk that is read-only does no harm.
  kept
    .prune(maxKept)
    .catch((error: Error) => parts.log.warn(`old vectors were not removed: ${error.message}`));
  return createOverlayWork({
    ...parts,
    kept,
    stage: (record) => (filterable.has(record.uid) ? stage(record) : null),
    dimensions: spec.dimensions,
    batchSize: choice.kind === 'local' ? OVERLAY_WORKERS.batchSize : choice.batchSize,
    embed: openPassageEmbedder(choice, beside, parts.log),
    filterableOf: ({ uid, values }) => filledValues(filterable.get(uid) ?? [], values),
  });
};
