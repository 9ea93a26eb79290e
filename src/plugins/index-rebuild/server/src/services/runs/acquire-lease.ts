import { setTimeout as pause } from 'node:timers/promises';

import { IndexRebuildError } from '../../domain/errors';
import type { Lease } from '../../domain/lease';
import { isFinal } from '../../domain/run';
import { HOUSEKEEPER } from '../housekeeping';
import type { RunsPorts } from './ports';

/** A run that has just ended releases its lease within this time. */
const HANDOVER_TRIES = 40;
const HANDOVER_PAUSE_MS = 50;

type Ports = Pick<RunsPorts, 'catalog' | 'runs'>;

export const runInProgress = (run: string): IndexRebuildError =>
  new IndexRebuildError(
    'RUN_IN_PROGRESS',
    `A rebuild or tagging is already running (run ${run}). Wait until it has ended, then try again.`,
    { run }
  );

/** Whether the holder is about to release its lease. */
const isLeaving = async ({ runs }: Ports, holder: string): Promise<boolean> => {
  if (holder.startsWith(HOUSEKEEPER)) return true;
  const holding = await runs.find(holder);
  return holding !== null && isFinal(holding.status);
};

/** @returns The lease of the whole cluster. @throws RUN_IN_PROGRESS with the id of the run that holds it. */
export const acquireLease = async (ports: Ports, id: string): Promise<Lease> => {
  for (let tries = 0; ; tries += 1) {
    const lease = await ports.catalog.acquire(id);
    if (lease) return lease;
    const { holder } = await ports.catalog.read();
    if (holder === null) continue;
    if (tries >= HANDOVER_TRIES || !(await isLeaving(ports, holder))) throw runInProgress(holder);
    await pause(HANDOVER_PAUSE_MS);
  }
};
