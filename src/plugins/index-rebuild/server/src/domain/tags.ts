import { canonicalJson, sha256 } from './index-spec';
import type { RecordRef } from './record';

/** Id of a tag and how well it fits, 0 to 1. */
export type ScoredTag = { tag: string; score: number };

/** The stored result of a record's last tagging. */
export type Tagged = {
  /** Identifies the text, taxonomy and tagger that gave these tags. */
  inputHash: string;
  tags: ScoredTag[];
};

/** The automatic tags of one record of a snapshot, a line of `FILES.tags`. */
export type TagLine = RecordRef & {
  /** Null when the record could not be tagged: its earlier tags stay. */
  tagged: Tagged | null;
  /** Whether this run found them; if not, the database already has them. */
  isNew: boolean;
};

/** Everything but a record's text that decides its tags, as a hash. */
export const taggingHash = (tagger: string, taxonomy: readonly object[], max: number): string =>
  sha256(canonicalJson([tagger, max, taxonomy]));

/** A record is tagged again when its inputHash has changed. */
export const tagInputHash = (hash: string, text: string, passages: readonly string[]): string =>
  sha256(`${hash}\n${canonicalJson([text, passages])}`).slice(0, 32);

/** The best `max` tags of the taxonomy, each once. */
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

/** Synonyms as an administrator enters them: a JSON list, or text separated by commas or line breaks. */
export const readSynonyms = (value: unknown): string[] => {
  const parts = typeof value === 'string' ? value.split(SEPARATORS) : Array.isArray(value) ? value : [];
  const texts = parts.filter((part): part is string => typeof part === 'string').map((part) => part.trim());
  return [...new Set(texts.filter(Boolean))];
};

/** The warning of a completed run in which some records keep their previous tags. */
export const untaggedWarning = (
  untagged: number,
  why: string
): { code: 'TAGS_INCOMPLETE'; message: string } => ({
  code: 'TAGS_INCOMPLETE',
  message: `${untagged} records keep their previous automatic tags: ${why} The next run tags them again.`,
});
