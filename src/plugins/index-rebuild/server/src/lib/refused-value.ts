/** SQLSTATE class 22: PostgreSQL was given a value that its type cannot have, such as a text with a NUL. */
const DATA_EXCEPTION = /^22[0-9A-Z]{3}$/;

/** Whether the database refused a value that somebody sent, so that another one may be accepted. */
export const isRefusedValue = (error: unknown): boolean => {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && DATA_EXCEPTION.test(code);
};
