import { corrected } from '../../src/plugins/index-rebuild/server/src/domain/spelling';
import { editDistance } from '../../src/plugins/index-rebuild/server/src/lib/edit-distance';
import { createSpeller } from '../../src/plugins/index-rebuild/server/src/backends/embedded/lexical/speller';

const WORDS: Record<string, number> = {
  ...{ coral: 40, corral: 2, reef: 30, reels: 8, beef: 50, kelp: 9, harbour: 7, harbours: 3, élection: 5 },
  ...{
    conservation: 60,
    conversation: 12,
    restoration: 20,
    mangrove: 1,
    atolls: 1,
    map: 90,
    graphite: 9,
    organized: 7,
  },
};
const speller = createSpeller(Object.entries(WORDS).map(([word, records]) => ({ word, records })));
const isWord = (word: string): boolean => word === 'mangrove';
const nearest = (word: string): string | null => speller.nearest(word, isWord)?.word ?? null;

const correct = (query: string, elides = false): string | null =>
  corrected(query, {
    elides,
    knows: (word) => ['of', ...Object.keys(WORDS)].includes(word.toLowerCase()),
    nearest,
  });

describe('the nearest word', () => {
  it.each<[word: string, expected: string | null, why: string]>([
    ['corla', 'coral', 'two letters swapped'],
    ['corrla', 'corral', 'fewer slips before more records'],
    ['reff', 'reef', 'the same first letter before more records'],
    ['eef', null, 'three letters'],
    ['reel', 'reef', 'the more frequent of two'],
    ['konservation', 'conservation', 'another first letter'],
    ['consevratoin', 'conservation', 'two slips in a long word'],
    ['harburo', null, 'two slips in a shorter word'],
    ['graphene', null, 'another ending'],
    ['xonservatoin', null, 'two slips, one in the first letter'],
    ['mangorve', 'mangrove', 'a word of one record that is known elsewhere'],
    ['organised', null, 'the same word in British English'],
    ['orgnaized', 'organized', 'a slip in American English'],
    ['atols', null, 'a word of one record'],
    ['elecion', 'élection', 'accents'],
    ['harbuors', 'harbours', 'the nearer form'],
    ['xqzzv', null, 'nonsense'],
    ['wxyzwxyzwxyz', null, 'long nonsense'],
  ])('to %s is %s: %s', (word, expected) => {
    expect(nearest(word)).toBe(expected);
  });
});

describe('correcting a query', () => {
  it.each([
    ['corla reff', 'coral reef'],
    ['Corla  Reff, restoratoin!', 'Coral  Reef, restoration!'],
    ['CORLA OF REFF', 'CORAL OF REEF'],
    ['corla-reff', 'coral-reef'],
    ['"corla"', '"coral"'],
    ['“kelpp” of corla', '“kelp” of coral'],
    ['corla reff kepl', 'coral reef kelp'],
    ['corla reef of blorp', 'coral reef of blorp'],
  ])('makes %j %j', (query, expected) => {
    expect(correct(query)).toBe(expected);
  });

  it.each([
    ['coral reef', 'known words'],
    ['mpa of coral', 'short words'],
    ['corla2 coral', 'words with digits'],
    ['corla@reff.org', 'addresses'],
    ['corla.js', 'names of programs'],
    ['about CORLA of coral', 'words in capitals among others'],
    ['coRla', 'words with capitals inside'],
    ["corla's", 'words with apostrophes'],
    ['xqzzv', 'nonsense'],
    [`${'c'.repeat(40)}`, 'what is too long for a word'],
    ['corla reff of blorp', 'queries of mostly unknown words'],
    ['corla blorp', 'two unknown words of which one is not near any'],
  ])('leaves %j alone: %s', (query) => {
    expect(correct(query)).toBeNull();
  });

  it('corrects the word after an elision, where the language has them', () => {
    expect(correct("l'elecion", true)).toBe("l'élection");
    expect(correct("l'elecion")).toBeNull();
  });

  it('corrects the same word each time it is there', () => {
    expect(correct('corla of coral, coral of corla')).toBe('coral of coral, coral of coral');
  });

  it('looks up a bounded number of words', () => {
    let asked = 0;
    const query = Array.from({ length: 400 }, (_, at) => (at % 2 ? 'coral' : 'corla')).join(' ');
    corrected(query, {
      elides: false,
      knows: (word) => word in WORDS,
      nearest(word) {
        asked += 1;
        return nearest(word);
      },
    });
    expect(asked).toBeLessThan(10);
  });
});

describe('the distance of two words', () => {
  it.each([
    ['coral', 'coral', 0],
    ['coral', 'corla', 1],
    ['coral', 'cora', 1],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
  ])('%s and %s is %i', (left, right, distance) => {
    expect(editDistance(left, right)).toBe(distance);
    expect(editDistance(right, left)).toBe(distance);
    expect(editDistance(left, right, distance)).toBe(distance);
    if (distance > 0) expect(editDistance(left, right, distance - 1)).toBe(distance);
  });
});
