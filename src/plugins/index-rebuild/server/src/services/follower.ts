import type { LeaseTimings } from '../domain/lease';
import { createPolling } from '../lib/polling';
import { settledWithin } from '../lib/settled-within';
import type { Catalog } from '../ports/catalog';
import { tidyAtBoot } from './housekeeping';
import type { LiveIndex } from './live';
import type { Runs } from './runs';

/** Even with jitter, below the 2 s within which another process's swap must be followed. */
const POLL_MS = 1_000;
/** How long everything else waits for a generation that is fetched or loaded: it may take minutes. */
const FOLLOW_LIMIT_MS = 1_000;

type FollowPorts = {
  /** A generation that could not be loaded is tried again after a lease: its files may come back. */
  timings: Pick<LeaseTimings, 'leaseMs'>;
  catalog: Pick<Catalog, 'read'>;
  live: Pick<LiveIndex, 'generation' | 'follow'>;
};

export type FollowerPorts = FollowPorts &
  Parameters<typeof tidyAtBoot>[0] & { log: { warn(message: string): void } };

/**
 * Loads what the catalog names unless it is already served. A failed one waits for its next try even
 * if another generation answers meanwhile: each try starts a process and reads every file.
 */
export const createFollow = ({ timings, catalog, live }: FollowPorts, now = () => performance.now()) => {
  const wanted = async (): Promise<string | null> => (await catalog.read()).liveGeneration;
  let failed: { generation: string; at: number } | null = null;

  return async (): Promise<void> => {
    const generation = await wanted();
    if (generation === null || generation === live.generation) return;
    if (failed?.generation === generation && now() - failed.at < timings.leaseMs) return;
    await live.follow(wanted);
    failed = live.generation === generation ? null : { generation, at: now() };
  };
};

/**
 * Keeps this process on the generation that the catalog names, whichever process published it, and ends runs
 * whose process is gone; `others` run after that. Polls, since a notification can be lost and a row cannot.
 */
export const createFollower = (
  ports: FollowerPorts,
  runs: Pick<Runs, 'endOrphaned'>,
  others: readonly { tick(): Promise<void> }[],
  /** Called when the database answers again after it did not. */
  onReturn: () => void = () => {}
) => {
  const follow = createFollow(ports);
  let following: Promise<void> | null = null;
  let tidied = false;
  let isAway = false;
  /** What the log was told last of turns that failed in a row. */
  let complaint = '';

  const followForAWhile = async (): Promise<void> => {
    following ??= follow().finally(() => (following = null));
    const latest = following;
    if (await settledWithin(latest, FOLLOW_LIMIT_MS)) await latest;
  };

  const tick = async (): Promise<void> => {
    try {
      await followForAWhile();
      await runs.endOrphaned();
      if (!tidied) {
        tidied = true;
        await tidyAtBoot(ports);
      }
      for (const other of others) await other.tick();
      if (isAway) onReturn();
      isAway = false;
      complaint = '';
    } catch (error) {
      isAway = true;
      const { message } = error as Error;
      if (message !== complaint)
        ports.log.warn(`[index-rebuild] the live index could not be followed: ${message}`);
      complaint = message;
    }
  };

  return createPolling(tick, POLL_MS);
};

export type Follower = ReturnType<typeof createFollower>;
