/** What is known about a searcher that has ended. */
export type Life = { ms: number; hasAnswered: boolean };

const SHORT_MS = 10_000;

/** Pauses before the next start, by the number of searchers in a row that died useless. */
const DELAYS_MS = [0, 0, 0, 500, 2_000, 10_000, 30_000];

/**
 * Whether a searcher died useless. Only such deaths make a crash loop: a searcher that answered
 * or lived for a while was sound, so its death must not make people wait.
 */
const cameToNothing = ({ ms, hasAnswered }: Life): boolean => ms < SHORT_MS && !hasAnswered;

/** How many searchers in a row died useless, including this one. */
export const countFailures = (before: number, life: Life): number => (cameToNothing(life) ? before + 1 : 0);

/** How long to wait before the next start: not at all, except increasingly long in a crash loop. */
export const restartDelay = (failures: number): number => DELAYS_MS[Math.min(failures, DELAYS_MS.length - 1)];
