import { analyzerFor } from '../../../domain/analyzer';
import { DEFAULT_LANGUAGE } from '../../../domain/languages';

/** A stem as the vocabulary has it: no two languages share one. The default language's are as they are. */
export const termOf = (language: string, stem: string): string =>
  language === DEFAULT_LANGUAGE ? stem : `${language}:${stem}`;

/** Numbers in the order in which things are first seen. */
const numbered = () => {
  const numbers = new Map<string, number>();
  return {
    of(item: string): number {
      const known = numbers.get(item);
      if (known !== undefined) return known;
      numbers.set(item, numbers.size);
      return numbers.size - 1;
    },
    items: (): string[] => [...numbers.keys()],
  };
};

/** A word of the texts: the number of its stem, null for one without meaning, and how often it is there. */
type Word = { stem: number | null; count: number };

/** Spellings that are kept of a stem: the others are rare, and near to one of these. */
const MAX_SPELLINGS = 8;
/** What a misspelt word may be corrected to. */
const SPELLING = /^[\p{L}\p{M}]{4,}$/u;

/** For each stem its most frequent spellings, separated by spaces. */
const spellingsOf = (words: Iterable<[string, Word]>, stems: number): string[] => {
  const found: [string, number][][] = Array.from({ length: stems }, () => []);
  for (const [word, { stem, count }] of words) {
    if (stem !== null && SPELLING.test(word)) found[stem].push([word, count]);
  }
  return found.map((spellings) =>
    spellings
      .sort(([word, count], [other, times]) => times - count || (word < other ? -1 : 1))
      .slice(0, MAX_SPELLINGS)
      .map(([word]) => word)
      .join(' ')
  );
};

/** Collects the stems of texts in several languages, and how they are written. */
export const createVocabulary = () => {
  const terms = numbered();
  const languages = numbered();
  /** The words of each language. */
  const words: Map<string, Word>[] = [];

  const wordOf = (written: string, language: string, known: Map<string, Word>): Word => {
    const found = known.get(written);
    if (found) return found;
    const stem = analyzerFor(language).stem(written);
    const word = { stem: stem === null ? null : terms.of(termOf(language, stem)), count: 0 };
    known.set(written, word);
    return word;
  };

  return {
    /** The number of a language. */
    languageNumber: (language: string): number => languages.of(language),

    /** The numbers of a text's stems, in their order. */
    read(language: string, text: string): number[] {
      const known = (words[languages.of(language)] ??= new Map());
      const stems: number[] = [];
      for (const written of analyzerFor(language).words(text)) {
        const word = wordOf(written, language, known);
        word.count += 1;
        if (word.stem !== null) stems.push(word.stem);
      }
      return stems;
    },

    /** Stems with their languages, by number. */
    terms: terms.items,

    languages: languages.items,

    /** For each stem its most frequent spellings, separated by spaces. */
    spellings: (): string[] =>
      spellingsOf(
        words.flatMap((known) => [...known]),
        terms.items().length
      ),
  };
};
