import type { LexicalBuilder, LexicalDocument } from './lexical-index';
import { createSegmentsBuilder } from './field-segments';
import { bytesOf, bytesOfLines, joinSections } from './sections';
import { analyzerFor } from '../../../domain/analyzer';
import { DEFAULT_LANGUAGE, languageOf } from '../../../domain/languages';

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

export const createBuilder = (): LexicalBuilder => {
  const vocabulary = numbered();
  const languages = numbered();
  /** The words of each language. */
  const words: Map<string, Word>[] = [];
  const starts = [0];
  const stems: number[] = [];
  const segments = createSegmentsBuilder();
  const names: string[] = [];
  const languageOfRecord: number[] = [];

  const wordOf = (written: string, language: string, known: Map<string, Word>): Word => {
    const found = known.get(written);
    if (found) return found;
    const stem = analyzerFor(language).stem(written);
    const word = { stem: stem === null ? null : vocabulary.of(termOf(language, stem)), count: 0 };
    known.set(written, word);
    return word;
  };

  const add = (document: LexicalDocument): void => {
    const language = languageOf(document.locale ?? null);
    const number = languages.of(language);
    const known = (words[number] ??= new Map());
    const { words: split } = analyzerFor(language);
    for (const [field, text] of Object.entries(document.fields)) {
      segments.addField(document.uid ?? '', field, stems.length);
      for (const written of split(text)) {
        const word = wordOf(written, language, known);
        word.count += 1;
        if (word.stem !== null) stems.push(word.stem);
      }
    }
    segments.endRecord();
    starts.push(stems.length);
    names.push(document.name.replace(/\s+/g, ' '));
    languageOfRecord.push(number);
  };

  return {
    add: (documents) => documents.forEach(add),
    serialise() {
      const terms = vocabulary.items();
      const all = words.flatMap((known) => [...known]);
      return joinSections([
        bytesOfLines(terms),
        bytesOf(Uint32Array.from(starts)),
        bytesOf(Uint32Array.from(stems)),
        bytesOfLines(names),
        bytesOfLines(languages.items()),
        Uint8Array.from(languageOfRecord),
        bytesOfLines(spellingsOf(all, terms.length)),
        ...segments.serialise(),
      ]);
    },
  };
};
