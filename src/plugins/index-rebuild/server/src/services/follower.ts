import type { Container } from '../container';
import { tidyAtBoot } from './housekeeping';
import type { Runs } from './runs';

/** With its jitter below the 2 s within which a swap by another process is to be followed. */
const POLL_MS = 1_000;
/** A generation that could not be loaded is tried again now and then: its files may come back. */
const RETRY_TROUBLE_MS = 30_000;

/**
 * Keeps this process on the generation that the catalog names, whoever published it, and ends runs
 * whose process is gone; `others` have their turn after that. Polls, since a notification can be lost and a row cannot.
 */
export const createFollower = (
  container: Container,
  runs: Runs,
  others: readonly { tick(): Promise<void> }[]
) => {
  const { catalog, live, log } = container;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;
  let stopped = false;
  let tidied = false;
  let triedAt = -Infinity;
  let tried: string | null = null;

  const wanted = async (): Promise<string | null> => (await catalog.read()).liveGeneration;

  const follow = async (): Promise<void> => {
    const generation = await wanted();
    if (generation === null || generation === live.generation) return;
    const again = generation === tried && performance.now() - triedAt < RETRY_TROUBLE_MS;
    if (again && live.problem) return;
    tried = generation;
    triedAt = performance.now();
    await live.follow(wanted);
  };

  const tick = async (): Promise<void> => {
    try {
      await follow();
      await runs.endOrphaned();
      if (!tidied) {
        tidied = true;
        await tidyAtBoot(container);
      }
      for (const other of others) await other.tick();
    } catch (error) {
      log.warn(`[index-rebuild] the database could not be read: ${(error as Error).message}`);
    }
  };

  const loop = async (): Promise<void> => {
    running = tick();
    await running;
    if (stopped) return;
    // Jitter keeps replicas from asking in step.
    timer = setTimeout(() => void loop(), POLL_MS * (0.75 + Math.random() * 0.5));
    timer.unref();
  };

  return {
    start: (): void => void loop(),
    async stop(): Promise<void> {
      stopped = true;
      if (timer) clearTimeout(timer);
      await running;
    },
  };
};

export type Follower = ReturnType<typeof createFollower>;
