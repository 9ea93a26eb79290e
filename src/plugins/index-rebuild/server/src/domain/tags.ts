import { canonicalJson, sha256 } from './index-spec';

/** Id of a tag and how well it fits, 0 to 1. */
export type ScoredTag = { tag: string; score: number };

/** What is kept of a record's last tagging. */
export type Tagged = {
  /** Says of which text, taxonomy and tagger the tags are. */
  inputHash: string;
  tags: ScoredTag[];
};

/** The automatic tags of one record of a snapshot, a line of `FILES.tags`. */
export type TagLine = {
  documentId: string;
  locale: string | null;
  /** Null when the record could not be tagged: its earlier tags stay. */
  tagged: Tagged | null;
  /** Whether this run has found them; else the database knows them already. */
  isNew: boolean;
};

/** Everything but a record's text that decides its tags, as a hash. */
export const taggingHash = (tagger: string, taxonomy: readonly object[], max: number): string =>
  sha256(canonicalJson([tagger, max, taxonomy]));

/** The same inputHash, the same tags: a record is tagged again when its inputHash has changed. */
export const tagInputHash = (hash: string, text: string, passages: readonly string[]): string =>
  sha256(`${hash}\n${canonicalJson([text, passages])}`).slice(0, 32);

/** The best tags, at most so many, each once and only those of the taxonomy. */
export const bestTags = (
  scores: readonly ScoredTag[],
  known: { has(tag: string): boolean },
  max: number
): ScoredTag[] => {
  const sorted = [...scores].filter(({ tag }) => known.has(tag)).sort((a, b) => b.score - a.score);
  const seen = new Set<string>();
  return sorted.filter(({ tag }) => !seen.has(tag) && seen.add(tag)).slice(0, max);
};

const SEPARATORS = /[\n,;]/;

/** Synonyms as an administrator keeps them: a JSON list, or text with commas or lines. */
export const readSynonyms = (value: unknown): string[] => {
  const parts = typeof value === 'string' ? value.split(SEPARATORS) : Array.isArray(value) ? value : [];
  const texts = parts.filter((part): part is string => typeof part === 'string').map((part) => part.trim());
  return [...new Set(texts.filter(Boolean))];
};

/** What a completed run tells when some records keep the tags that they had. */
export const untaggedWarning = (
  untagged: number,
  why: string
): { code: 'TAGS_INCOMPLETE'; message: string } => ({
  code: 'TAGS_INCOMPLETE',
  message: `${untagged} records keep the automatic tags that they had: ${why} The next run tags them again.`,
});
