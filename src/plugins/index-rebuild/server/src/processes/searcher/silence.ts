type Options = {
  ping(): void;
  onSilence(): void;
  /** How long the other side may be silent. */
  limitMs: number;
};

/** Unanswered pings in a row that are tolerated. */
const MAX_UNANSWERED = 5;

export type SilenceWatch = { heard(): void; stop(): void };

/**
 * Watches a process that may hang. It counts pings and not time: while this process or the whole
 * machine stands still, no pings are sent, and the other side is not to blame. Slow queries are not a
 * reason either, since the searcher answers pings between two pieces of work.
 */
export const watchSilence = ({ ping, onSilence, limitMs }: Options): SilenceWatch => {
  let unanswered = 0;
  const timer = setInterval(() => {
    if (unanswered >= MAX_UNANSWERED) {
      clearInterval(timer);
      onSilence();
      return;
    }
    unanswered += 1;
    ping();
  }, limitMs / MAX_UNANSWERED);
  timer.unref();
  return {
    heard() {
      unanswered = 0;
    },
    stop: () => clearInterval(timer),
  };
};
