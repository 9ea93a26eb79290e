/** What is known of a searcher's life when it has ended. */
export type Life = { ms: number; hasAnswered: boolean };

const SHORT_MS = 10_000;

/** Waits before the next start, by how many searchers in a row came to nothing. */
const DELAYS_MS = [0, 0, 0, 500, 2_000, 10_000, 30_000];

/**
 * Whether a searcher died without having been of use. Only those make a crash loop: one that answered
 * or lived for a while was well, and whatever ended it is no reason to make people wait.
 */
const cameToNothing = ({ ms, hasAnswered }: Life): boolean => ms < SHORT_MS && !hasAnswered;

/** How many searchers in a row came to nothing, this one included. */
export const countFailures = (before: number, life: Life): number => (cameToNothing(life) ? before + 1 : 0);

/** How long to wait before the next start: not at all, but in a crash loop ever longer. */
export const restartDelay = (failures: number): number => DELAYS_MS[Math.min(failures, DELAYS_MS.length - 1)];
