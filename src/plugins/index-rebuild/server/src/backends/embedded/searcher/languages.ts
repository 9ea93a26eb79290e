import type { Within } from '../../../ports/searcher';
import type { LexicalIndex } from '../lexical/lexical-index';
import { isWithin } from './allowed';
import type { Corpus } from './corpus';

/**
 * The languages of the records that a request may find. What its filters pass does not matter, so that
 * all pages of a search are asked in the same ones.
 */
export type LanguagesWithin = (within: readonly Within[] | undefined) => string[];

export const createLanguages = (
  { groups }: Pick<Corpus, 'groups'>,
  index: Pick<LexicalIndex, 'languageOf'>
): LanguagesWithin => {
  // A group has one locale, and a locale has one language.
  const known = groups.map((group) => ({ group, language: index.languageOf(group.records[0]) }));
  return (within) => {
    const searched = known.filter(({ group }) => within?.some((part) => isWithin(group, part)) ?? true);
    return [...new Set(searched.map(({ language }) => language))];
  };
};
