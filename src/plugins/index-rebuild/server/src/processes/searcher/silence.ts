type Options = {
  ping(): void;
  onSilence(): void;
  everyMs?: number;
  /** Pings in a row that may go without any word from the other side. */
  maxUnanswered?: number;
};

export type SilenceWatch = { heard(): void; stop(): void };

/**
 * Watches over a process that may hang. It counts pings and not time: when this process or the whole
 * machine stood still, no ping was sent, and the other side is not to blame. Queries that take long
 * are no reason either, since the searcher answers pings between two pieces of work.
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
