const MB = 1024 * 1024;

/** @param bytes As people read it. */
export const inMb = (bytes: number): string => `${Math.ceil(bytes / MB)} MB`;
