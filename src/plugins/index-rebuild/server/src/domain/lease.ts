/** How long a lease lasts, how often it is renewed and when its holder gives up. */
export type LeaseTimings = { leaseMs: number; renewEveryMs: number; abortAfterMs: number };

/**
 * Renewing at a third leaves time for two more tries; giving up at 0.8 leaves a fifth of the lease for
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
