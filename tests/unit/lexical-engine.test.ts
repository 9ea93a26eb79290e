import { readFileSync } from 'node:fs';
import path from 'node:path';

import { lexicalEngine } from '../../src/plugins/index-rebuild/server/src/backends/embedded/lexical/engine';
import type { LexicalIndex } from '../../src/plugins/index-rebuild/server/src/backends/embedded/lexical/lexical-index';
import { correctedText } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/words';

type Text = [text: string, locale?: string | null, name?: string];

const indexOf = (texts: readonly Text[]): LexicalIndex => {
  const builder = lexicalEngine.create();
  builder.add(texts.map(([text, locale, name = ''], id) => ({ id, name, locale, fields: { text } })));
  return lexicalEngine.load(builder.serialise());
};

const found = (index: LexicalIndex, query: string, languages: string[]): number[] =>
  [...index.search(query, languages).records].sort((a, b) => a - b);

describe('an index of several languages', () => {
  const index = indexOf([
    ['Neue Häuser am Fluss', 'de-AT'],
    ['A house by the river'],
    ['Die Häuser der Stadt', 'de'],
    ['Les maisons de la ville', 'fr'],
    ['Haus of fashion', 'en'],
  ]);

  it('finds the records of each language by its own stems', () => {
    expect(found(index, 'Haus', ['de'])).toEqual([0, 2]);
    expect(found(index, 'Haus', ['en'])).toEqual([4]);
    expect(found(index, 'Haus', ['de', 'en'])).toEqual([0, 2, 4]);
    expect(found(index, 'maison', ['fr'])).toEqual([3]);
    expect(found(index, 'houses', ['de', 'fr'])).toEqual([]);
  });

  it('says which language a record is in', () => {
    expect([0, 1, 2, 3, 4].map((record) => index.languageOf(record))).toEqual(['de', 'en', 'de', 'fr', 'en']);
  });

  it('scores a record by the records of its language alone', () => {
    const alone = indexOf([
      ['Neue Häuser am Fluss', 'de-AT'],
      ['Die Häuser der Stadt', 'de'],
    ]);
    const scores = [...index.search('Haus am Fluss', ['de', 'en']).byRecord];
    expect([scores[0], scores[2]]).toEqual([...alone.search('Haus am Fluss', ['de']).byRecord]);
  });
});

describe('corrections', () => {
  const index = indexOf([
    ['Coral reefs of the south', null, 'Ada Quillon'],
    ['A coral reef, and Häuser', null, 'Bo Quillan'],
    ['Ein Korallenriff, Korallen', 'de'],
    ['Die Korallen und ein Riff', 'de'],
  ]);

  it('are words of the languages that are searched', () => {
    expect(index.correct('corla reff', ['en'])).toBe('coral reef');
    expect(index.correct('koralen', ['de'])).toBe('korallen');
    expect(index.correct('koralen', ['en'])).toBeNull();
    expect(index.correct('corla', ['de', 'en'])).toBe('coral');
  });

  it('leave words of any language, of names and without meaning alone', () => {
    expect(index.correct('Korallen', ['en'])).toBeNull();
    expect(index.correct('quillon', ['en'])).toBeNull();
    expect(index.correct('yourselves', ['en'])).toBeNull();
    expect(index.correct('zwischen', ['en'])).toBeNull();
  });

  it('leave a word alone that is known from elsewhere, or whose stem is', () => {
    const isWord = (word: string): boolean => word === 'corals' || word === 'coral' || word === 'reel';
    expect(index.correct('reels', ['en'])).toBe('reefs');
    expect(index.correct('reels', ['en'], isWord)).toBeNull();
  });

  it('are the same each time', () => {
    const query = 'corla reff of the suoth';
    expect(index.correct(query, ['en'])).toBe(index.correct(query, ['en']));
  });
});

describe('a query that is a name', () => {
  const index = indexOf([
    ['Carla Divven dives', null, 'Carla Divven'],
    ['Coral reefs and a divan', null, 'Saving coral reefs'],
    ['More coral reefs, and a divan', null, 'Coral reefs of Belize'],
  ]);

  it.each([
    ['Carla Divvn', 'a slip'],
    ['Carla Divv', 'an unfinished word'],
  ])('stays as it is: %s, %s', (text) => {
    expect(correctedText(index, 'a divvn', ['en'])).toBe('a divan');
    expect(correctedText(index, text, ['en'])).toBeNull();
  });

  it('is corrected when it is still one afterwards', () => {
    expect(correctedText(index, 'corla refs', ['en'])).toBe('coral reefs');
  });
});

describe('misspelt queries of a set', () => {
  const set = JSON.parse(readFileSync(path.join(__dirname, '../../bench/sets/typos.json'), 'utf8')) as {
    query: string;
    meant: string;
  }[];
  const index = indexOf(set.flatMap(({ meant }): Text[] => [[meant], [`More about ${meant}`]]));

  it('become what was meant', () => {
    const missed = set.filter(({ query, meant }) => index.correct(query, ['en']) !== meant);
    expect(missed).toEqual([]);
  });

  it('are not mistaken once they are corrected', () => {
    expect(set.filter(({ meant }) => index.correct(meant, ['en']) !== null)).toEqual([]);
  });
});

describe('an index that an earlier version wrote', () => {
  const folder = path.join(
    __dirname,
    '../fixtures/earlier-versions/675249d/index/982fae1dcec64bb68d2a0db8f26931d5/generations/3-7636da569fe7'
  );
  const index = lexicalEngine.load(readFileSync(path.join(folder, 'lexical.bin')));
  const texts = readFileSync(path.join(folder, 'passages.jsonl'), 'utf8').trim().split('\n');

  it('is searched in the default language', () => {
    expect(texts.map((_, record) => index.languageOf(record))).toEqual(texts.map(() => 'en'));
    const [name] = texts.map((line) => JSON.parse(line).fields.name as string);
    expect(found(index, name, ['en'])).toContain(0);
    expect(index.searchName(name)[0]).toEqual({ id: 0, match: 1 });
  });

  it('does not tell fields apart, so that their words weigh the same', () => {
    const [name] = texts.map((line) => JSON.parse(line).fields.name as string);
    expect(index.search(name, ['en'], () => 2).weighed).toBeUndefined();
    expect(indexOf([[name]]).search(name, ['en'], () => 2).weighed).toBeDefined();
  });

  it('corrects nothing', () => {
    expect(index.correct('qzxwv corla', ['en'])).toBeNull();
  });
});
