/** Counts how often a client has come. */
export interface Limiter {
  /** @returns Seconds until it may come again; 0 when it may now. @param client At most 200 characters. */
  wait(client: string): Promise<number>;
}
