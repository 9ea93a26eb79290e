import type { ErrorInfo } from '../../../shared/contracts';
import en from '../translations/en.json';
import { useTexts, type MessageKey } from './translation';

/** Codes whose messages tell editors something that no sentence for the code can: names and numbers. */
const WITH_FACTS: readonly string[] = [
  'EMBEDDING_FAILED',
  'GOLDEN_QUERIES_DROPPED',
  'INVALID_REQUEST',
  'NOTHING_TO_INDEX',
  'QUERY_TOO_LONG',
  'RECORD_TOO_LONG',
  'RECORD_WITHOUT_TEXT',
  'RECORDS_SKIPPED',
  'SOURCE_SHRUNK',
  'TAGS_INCOMPLETE',
  'TOO_MANY_FAILURES',
];

/** What went wrong, for the user. */
export type Problem = {
  sentence: string;
  /** The server's message, in English, where it has facts that the sentence lacks. */
  detail: string | null;
};

/** The page's own sentence for a code; null for a code that it does not know. */
export const sentenceKeyOf = (code: string): MessageKey | null => {
  const key = `errorCode.${code}`;
  return Object.hasOwn(en, key) ? (key as MessageKey) : null;
};

/**
 * What went wrong, in the user's language. An English page has no use for a sentence beside a message
 * with facts: both are English and say the same, so the message stands alone.
 */
export const useProblem = () => {
  const text = useTexts();
  return ({ code, message }: ErrorInfo): Problem => {
    const key = sentenceKeyOf(code);
    if (key === null) return { sentence: message, detail: null };
    const sentence = text(key);
    if (message === '' || !WITH_FACTS.includes(code)) return { sentence, detail: null };
    return sentence === en[key] ? { sentence: message, detail: null } : { sentence, detail: message };
  };
};

/** Sentence and detail in one, where there is room for plain text only. */
export const problemText = ({ sentence, detail }: Problem): string =>
  detail === null ? sentence : `${sentence} ${detail}`;
