/** What everybody fears when a run fails, so every message about a failed run says it. */
export const INDEX_STAYS_LIVE = 'The current index stays live.';

/** Lexical search needs no embedder. */
export const SEARCH_BY_WORDS = 'search by words with mode=lexical';
