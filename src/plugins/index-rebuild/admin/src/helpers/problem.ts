import type { ErrorInfo } from '../../../shared/contracts';
import en from '../translations/en.json';
import { useTexts, type MessageKey } from './translation';

/** The explanation for a code whose own message speaks to engineers; null when its message will do. */
export const explanationOf = (code: string): MessageKey | null => {
  const key = `problem.${code}`;
  return Object.hasOwn(en, key) ? (key as MessageKey) : null;
};

/** What went wrong, in words that editors understand. */
export const useProblem = () => {
  const text = useTexts();
  return ({ code, message }: ErrorInfo): string => {
    const key = explanationOf(code);
    return key === null ? message : text(key);
  };
};
