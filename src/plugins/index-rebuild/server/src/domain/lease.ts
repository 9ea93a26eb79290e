/** How long a lease lasts, when it is renewed and when its holder gives up by itself. */
export type LeaseTimings = { leaseMs: number; renewEveryMs: number; abortAfterMs: number };

/**
 * Renewal at a third leaves two more tries; giving up at 0.8 of the lease leaves a fifth of it for
 * clock rates that differ and for a process that notices late.
 */
export const leaseTimings = (leaseSeconds: number): LeaseTimings => {
  const leaseMs = leaseSeconds * 1000;
  return {
    leaseMs,
    renewEveryMs: Math.floor(leaseMs / 3),
    abortAfterMs: Math.floor(leaseMs * 0.8),
  };
};

/** The right to run: `token` grows with every acquisition and fences every write of the run. */
export type Lease = { holder: string; token: number };
