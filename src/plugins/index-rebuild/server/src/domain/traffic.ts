/** Queries that this process has answered and failed to answer since it started. */
export type Traffic = { queries: number; failed: number };
