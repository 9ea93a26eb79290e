/** Does work again and again, with a pause after each time. `work` must not throw. */
export const createPolling = (work: () => Promise<void>, pauseMs: number) => {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;
  let stopped = false;

  const loop = async (): Promise<void> => {
    running = work();
    await running;
    if (stopped) return;
    // Jitter keeps replicas from polling in step.
    timer = setTimeout(() => void loop(), pauseMs * (0.75 + Math.random() * 0.5));
    timer.unref();
  };

  return {
    start: (): void => void loop(),
    /** Waits for the work that is going on. */
    async stop(): Promise<void> {
      stopped = true;
      if (timer) clearTimeout(timer);
      await running;
    },
  };
};
