/** What the server said when it refused a request. */
export type Refusal = { status: number; code: string; message: string };

type StrapiError = { status?: number; message?: string; details?: { code?: string } };

/** The refusal in a mutation's answer, which holds Strapi's error format; null when there is none. */
export const refusalIn = (result: object): Refusal | null => {
  if (!('error' in result) || !result.error) return null;
  const { status = 0, message = '', details } = result.error as StrapiError;
  return { status, message, code: details?.code ?? '' };
};
