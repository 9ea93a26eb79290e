/**
 * Milliseconds of a clock that nobody sets and that all processes of a machine share, so that a
 * moment of one of them means the same to another.
 */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;
