import { settledWithin } from './settled-within';

/** Lets work in the background wait for what is more urgent, but never for long. */
export const createIdleGate = (maxWaitMs: number) => {
  let open = 0;
  let idle = Promise.resolve();
  let becomeIdle = (): void => {};

  return {
    /** Something urgent begins. */
    enter(): void {
      if (open === 0)
        idle = new Promise((resolve) => {
          becomeIdle = resolve;
        });
      open += 1;
    },
    /** It has ended. */
    leave(): void {
      open -= 1;
      if (open === 0) becomeIdle();
    },
    /**
     * For work in the background, between two pieces of a few milliseconds each: lets urgent work end
     * first, and everything else that waits for the event loop.
     */
    async giveWay(): Promise<void> {
      await new Promise((resolve) => setImmediate(resolve));
      if (open > 0) await settledWithin(idle, maxWaitMs);
    },
  };
};

export type IdleGate = ReturnType<typeof createIdleGate>;
