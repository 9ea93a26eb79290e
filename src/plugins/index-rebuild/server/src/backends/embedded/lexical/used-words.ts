import type { KnownWords } from './corrections';
import { languageOfTerm } from './corrections';
import type { WordUse } from './lexical-index';

/** Stems this short are mostly words themselves, and no spellings are kept of them. */
const SHORT = /^\p{L}{3}$/u;

const withoutLanguage = (term: string): string => term.slice(term.indexOf(':') + 1);

/** How a stem is mostly written; null for a number or a single letter. */
const writtenOf = (term: string, spellings: string): string | null => {
  if (spellings !== '') return spellings.split(' ')[0];
  const stem = withoutLanguage(term);
  return SHORT.test(stem) ? stem : null;
};

/** @param counts How many of the records that are asked about have each stem. */
export const usedWords = (
  counts: Uint32Array,
  { terms, spellings, having }: Pick<KnownWords, 'terms' | 'spellings' | 'having'>,
  languages: readonly string[],
  least: number
): WordUse[] => {
  const used: WordUse[] = [];
  counts.forEach((records, stem) => {
    if (records === 0 || having(stem) < least || !languages.includes(languageOfTerm(terms[stem]))) return;
    const word = writtenOf(terms[stem], spellings[stem] ?? '');
    if (word !== null) used.push({ word, records, all: having(stem) });
  });
  return used;
};
