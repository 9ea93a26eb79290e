import type { LexicalBuilder, LexicalDocument, LexicalEngine, LexicalIndex } from './lexical-index';
import { createBm25 } from './bm25';
import { createNames } from './fuzzy-index';
import { bytesOf, joinSections, numbersOf, splitSections } from './sections';
import { stemsOf } from '../../../domain/analyzer';

/** All fields count alike: weights did not help (docs/search.md). */
const wholeOf = ({ fields }: LexicalDocument): string => Object.values(fields).join('\n');

/** Words and names contain no line breaks, so a list of them can be stored as lines. */
const lines = (items: Iterable<string>): Uint8Array => new TextEncoder().encode([...items].join('\n'));
const fromLines = (bytes: Uint8Array): string[] => new TextDecoder().decode(bytes).split('\n');

const builder = (): LexicalBuilder => {
  const numbers = new Map<string, number>();
  const starts = [0];
  const stems: number[] = [];
  const names: string[] = [];
  const numberOf = (stem: string): number => {
    const known = numbers.get(stem);
    if (known !== undefined) return known;
    numbers.set(stem, numbers.size);
    return numbers.size - 1;
  };
  return {
    add(documents) {
      for (const document of documents) {
        for (const stem of stemsOf(wholeOf(document))) stems.push(numberOf(stem));
        starts.push(stems.length);
        names.push(document.name.replace(/\s+/g, ' '));
      }
    },
    serialise: () =>
      joinSections([
        lines(numbers.keys()),
        bytesOf(Uint32Array.from(starts)),
        bytesOf(Uint32Array.from(stems)),
        lines(names),
      ]),
  };
};

const loaded = (bytes: Uint8Array): LexicalIndex => {
  const [vocabulary, starts, stems, names] = splitSections(bytes);
  const numbers = new Map(fromLines(vocabulary).map((stem, number) => [stem, number]));
  const bm25 = createBm25({ starts: numbersOf(starts), stems: numbersOf(stems), vocabulary: numbers.size });
  const byName = createNames(fromLines(names));
  return {
    search: (query) => bm25.search(stemsOf(query).map((stem) => numbers.get(stem) ?? null)),
    searchName: (query) => byName.search(query),
  };
};

/**
 * BM25 over stems, and names by MiniSearch. The file holds the texts as numbered stems, from which
 * the postings are made when it is loaded: writing and loading it takes a tenth of what MiniSearch
 * takes for the same texts with pairs (docs/performance.md).
 */
export const lexicalEngine: LexicalEngine = { create: builder, load: loaded };
