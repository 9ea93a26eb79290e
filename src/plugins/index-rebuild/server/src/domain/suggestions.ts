import { SUGGESTION_KINDS, type SuggestionKind } from '../../../shared/contracts';
import { fold, wordsOf } from './analyzer';
import type { RecordRef } from './record';
import { templateFields, valueAsText, type RecordValues } from './source-text';

/** A text that visitors may mean, as a generation has it. */
export type Suggestion = {
  kind: SuggestionKind;
  text: string;
  /** Some of the records that have it. */
  records: RecordRef[];
};

/** A suggestion that fits what was typed; `slipped`: only if one letter is taken for a slip. */
export type Suggested = Suggestion & { slipped: boolean };

/** Longer values of a list are no tags, and neither are addresses. */
const MAX_TAG_LENGTH = 60;
const ADDRESS = /^\w+:\/\//;

/** Which fields of a content type hold what. */
type SuggestingSource = { displayName: string; template: string };

/** The tags among a record's values: the texts of its fields that hold lists. */
export const tagsIn = (values: RecordValues): string[] => {
  const texts = Object.values(values)
    .filter(Array.isArray)
    .flat()
    .filter((value): value is string => typeof value === 'string')
    .map((text) => text.replace(/\s+/g, ' ').trim());
  const isTag = (text: string): boolean =>
    text !== '' && text.length <= MAX_TAG_LENGTH && !ADDRESS.test(text);
  return [...new Set(texts)].filter(isTag);
};

/** The fields of a content type whose texts phrases come from. */
export const phraseFields = ({ displayName, template }: SuggestingSource): string[] =>
  templateFields(template).filter((field) => field !== displayName);

/** Whether these values have the words of a phrase, one after the other. */
const hasPhrase = (texts: readonly string[], phrase: string): boolean => {
  const words = ` ${wordsOf(phrase).join(' ')} `;
  return texts.some((text) => ` ${wordsOf(text).join(' ')} `.includes(words));
};

/** Whether a record with these values still has what is suggested. */
export const isIn = (
  { kind, text }: Pick<Suggestion, 'kind' | 'text'>,
  source: SuggestingSource,
  values: RecordValues
): boolean => {
  if (kind === 'name') return valueAsText(values[source.displayName]).replace(/\s+/g, ' ') === text;
  if (kind === 'tag') return tagsIn(values).includes(text);
  const texts = phraseFields(source).map((field) => valueAsText(values[field]));
  return hasPhrase(texts, text);
};

/** Places of a page that tags and phrases get even when there are names enough for all. */
const SHARE = 0.25;

/** As many of each kind as there is room for, names before tags before phrases. */
const shared = <T extends Pick<Suggested, 'kind'>>(found: readonly T[], limit: number): T[] => {
  const [names, tags, phrases] = SUGGESTION_KINDS.map((kind) => found.filter((one) => one.kind === kind));
  const kept = Math.floor(limit * SHARE);
  const keptPhrases = Math.min(kept, phrases.length);
  const shownNames = names.slice(0, limit - keptPhrases - Math.min(kept, tags.length));
  const shownTags = tags.slice(0, limit - keptPhrases - shownNames.length);
  return [...shownNames, ...shownTags, ...phrases.slice(0, limit - shownNames.length - shownTags.length)];
};

/**
 * The suggestions of a page, each text once: those that fit as typed, then those with a slip; of each the
 * names, then the tags, then the phrases.
 *
 * @param found In the order of each kind.
 */
export const pageOf = <T extends Pick<Suggested, 'kind' | 'text' | 'slipped'>>(
  found: readonly T[],
  limit: number
): T[] => {
  const seen = new Set<string>();
  const byKind = SUGGESTION_KINDS.flatMap((kind) => found.filter((one) => one.kind === kind));
  const distinct = byKind.filter(({ text }) => {
    const key = fold(text);
    return !seen.has(key) && seen.add(key);
  });
  const typed = shared(
    distinct.filter(({ slipped }) => !slipped),
    limit
  );
  const others = distinct.filter(({ slipped }) => slipped);
  return [...typed, ...shared(others, limit - typed.length)];
};
