/** What ends a command: Ctrl+C, and whoever runs it. */
export const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Does the work; the first signal meanwhile ends it, and a second one the process at once. */
export const interruptible = async <T>(work: () => Promise<T>, end: () => Promise<unknown>): Promise<T> => {
  const onSignal = (): void => {
    stopListening();
    void end().catch(() => {});
  };
  const stopListening = (): void => SIGNALS.forEach((signal) => process.off(signal, onSignal));
  SIGNALS.forEach((signal) => process.on(signal, onSignal));
  try {
    return await work();
  } finally {
    stopListening();
  }
};
