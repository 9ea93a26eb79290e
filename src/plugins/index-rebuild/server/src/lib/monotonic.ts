/**
 * Milliseconds of a clock that cannot be set and that all processes of a machine share, so that a
 * deadline means the same in each of them.
 */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;
