import { problemText, useProblem } from './problem';
import { useTexts } from './translation';

/** What the server said when it refused a request; status 0 when it did not answer at all. */
export type Refusal = { status: number; code: string; message: string };

type StrapiError = { status?: number; message?: string; details?: { code?: string } };

const FORBIDDEN = 403;
const SERVER_ERROR = 500;

/** The refusal in a mutation's answer, which holds Strapi's error format; null when there is none. */
export const refusalIn = (result: object): Refusal | null => {
  if (!('error' in result) || !result.error) return null;
  const { status = 0, message = '', details } = result.error as StrapiError;
  return { status, message, code: details?.code ?? '' };
};

/**
 * Why the server refused, for the user. Only errors of the plugin carry a code and a message written
 * for people: that of any other is a bare "Internal Server Error" or "Failed to fetch".
 */
export const useRefusalText = () => {
  const text = useTexts();
  const problem = useProblem();
  return ({ status, code, message }: Refusal): string => {
    if (code !== '') {
      return text('refusal.withCode', { message: problemText(problem({ code, message })), code });
    }
    if (status === 0) return text('refusal.offline');
    if (status === FORBIDDEN) return text('refusal.forbidden');
    return status >= SERVER_ERROR ? text('refusal.server') : message;
  };
};
