type Options = {
  ping(): void;
  onSilence(): void;
  everyMs?: number;
  /** Unanswered pings in a row that are tolerated. */
  maxUnanswered?: number;
};

export type SilenceWatch = { heard(): void; stop(): void };

/**
 * Watches a process that may hang. It counts pings and not time: while this process or the whole
 * machine stands still, no pings are sent, and the other side is not to blame. Slow queries are not a
 * reason either, since the searcher answers pings between two pieces of work.
 */
export const watchSilence = ({
  ping,
  onSilence,
  everyMs = 3_000,
  maxUnanswered = 5,
}: Options): SilenceWatch => {
  let unanswered = 0;
  const timer = setInterval(() => {
    if (unanswered >= maxUnanswered) {
      clearInterval(timer);
      onSilence();
      return;
    }
    unanswered += 1;
    ping();
  }, everyMs);
  timer.unref();
  return {
    heard() {
      unanswered = 0;
    },
    stop: () => clearInterval(timer),
  };
};
