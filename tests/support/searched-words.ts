import type { SearchBody, TestApp } from './test-app';
import { until } from './until';

export type PublishedRow = Record<string, unknown> & { document_id: string; locale: string };

type Hit = SearchBody['data'][number] & {
  explain: { whole: number; passage: number; lexical: number; name: number };
};

/** One score of a record for a query. */
export interface Answer {
  part: 'whole' | 'passage' | 'name';
  record: string;
  value: number;
}

const MODES = ['lexical', 'hybrid', 'semantic'] as const;
const LOCALES = ['en', 'de'];
/** Every record in the searched locale is a hit of a search by meaning. */
const ALL = '&minScore=0&spelling=exact&explain=true&pagination[pageSize]=100';
const LIMIT_MS = 10_000;

const CONSONANTS = 'bdfghjklmnprtvz';
const VOWELS = 'aeiou';
const INVENTED = /\b(?:[bdfghjklmnprtvz][aeiou]){5}q\b/g;

/** A word that no language has and nothing else is near to. */
export const inventWord = (random: (below: number) => number): string =>
  `${Array.from({ length: 5 }, () => CONSONANTS[random(15)] + VOWELS[random(5)]).join('')}q`;

const inventedWords = (value: unknown): string[] => JSON.stringify(value ?? '').match(INVENTED) ?? [];

const keyOf = ({ document_id: id, locale }: PublishedRow): string => `${id}:${locale}`;

/** What visitors find by the invented words that published records have, and those that they had. */
export class SearchedWords {
  /** The words of each published record that can be found. */
  private now = new Map<string, string[]>();
  private readonly gone = new Set<string>();

  constructor(
    private readonly app: TestApp,
    private readonly isIndexable: (row: PublishedRow) => boolean
  ) {}

  /** Another Strapi process over the same content. */
  with(app: TestApp): SearchedWords {
    const next = new SearchedWords(app, this.isIndexable);
    next.now = this.now;
    for (const word of this.gone) next.gone.add(word);
    return next;
  }

  /**
   * Expects the records that differ from those of the last call to be found by each of their words, and
   * nothing to be found by words that went away; with `all`, of every record and word so far.
   */
  async expect(rows: readonly PublishedRow[], all: boolean): Promise<void> {
    const found = rows.filter(this.isIndexable);
    const wordsOf = (row: PublishedRow) => [...new Set(inventedWords(row))];
    const present = new Set(found.flatMap(wordsOf));
    const before = [...this.now.values(), ...rows.map(wordsOf)].flat();
    const left = new Set(before.filter((word) => !present.has(word)));
    for (const word of left) this.gone.add(word);
    for (const word of present) this.gone.delete(word);
    for (const row of found) {
      const words = wordsOf(row);
      if (!all && this.now.get(keyOf(row))?.join() === words.join()) continue;
      for (const word of words) await this.expectFound(row, word);
    }
    for (const word of all ? this.gone : left) await this.expectGone(word);
    this.now = new Map(found.map((row) => [keyOf(row), wordsOf(row)]));
  }

  /** The scores of what queries for a word of every so many records give, by part, record and query. */
  async answers(): Promise<Map<string, Answer>> {
    const words = [...this.now.values()].map(([word]) => word).filter((_, at) => at % 4 === 0);
    const parts = new Map<string, Answer>();
    for (const locale of LOCALES)
      for (const query of [...words.slice(0, 9), 'a bridge at the harbour'])
        for (const { documentId, explain } of await this.search(query, 'hybrid', locale))
          for (const part of ['whole', 'passage', 'name'] as const)
            parts.set(`${part} of ${documentId} for "${query}" (${locale})`, {
              part,
              record: `${documentId}:${locale}`,
              value: explain[part],
            });
    return parts;
  }

  private async search(query: string, mode: string, locale: string): Promise<Hit[]> {
    const { status, body } = await this.app.search(query, `${ALL}&mode=${mode}&locale=${locale}`);
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body.data as Hit[];
  }

  private async expectFound(row: PublishedRow, word: string): Promise<void> {
    for (const mode of MODES)
      await until(
        `${keyOf(row)} to be found by "${word}" (${mode})`,
        async () => {
          const hits = await this.search(word, mode, row.locale);
          const own = hits.filter(({ documentId }) => documentId === row.document_id);
          const byWord = mode === 'semantic' || this.byWord(own).length > 0;
          return own.length === 1 && byWord;
        },
        LIMIT_MS
      );
  }

  private async expectGone(word: string): Promise<void> {
    for (const locale of LOCALES)
      await until(
        `nothing to be found by "${word}" (${locale})`,
        async () =>
          this.byWord(await this.search(word, 'lexical', locale)).length === 0 &&
          this.byWord(await this.search(word, 'hybrid', locale)).length === 0,
        LIMIT_MS
      );
  }

  /** Hits that have the query's word in their text or their name. */
  private byWord(hits: readonly Hit[]): Hit[] {
    return hits.filter(({ explain }) => explain.lexical > 0 || explain.name > 0.8);
  }
}
