import { isIn, pageOf, tagsIn } from '../../src/plugins/index-rebuild/server/src/domain/suggestions';

type Kind = 'name' | 'tag' | 'phrase';

const of = (kind: Kind, text: string, slipped = false) => ({ kind, text, slipped });
const many = (kind: Kind, count: number, slipped = false) =>
  Array.from({ length: count }, (_, at) => of(kind, `${kind} ${at}`, slipped));

const textsOf = (found: readonly { text: string }[]): string[] => found.map(({ text }) => text);

describe('the suggestions of a page', () => {
  it('are names, then tags, then phrases, with room for each', () => {
    const found = [...many('phrase', 9), ...many('tag', 9), ...many('name', 9)];
    expect(textsOf(pageOf(found, 8))).toEqual([
      ...['name 0', 'name 1', 'name 2', 'name 3'],
      ...['tag 0', 'tag 1', 'phrase 0', 'phrase 1'],
    ]);
  });

  it('fill the page with one kind when there is little of the others', () => {
    expect(textsOf(pageOf([...many('phrase', 9), ...many('tag', 1)], 4))).toEqual([
      ...['tag 0', 'phrase 0', 'phrase 1', 'phrase 2'],
    ]);
    expect(pageOf(many('name', 9), 8)).toHaveLength(8);
    expect(textsOf(pageOf([...many('name', 2), ...many('tag', 2)], 1))).toEqual(['name 0']);
  });

  it('have those with a slip last', () => {
    const found = [...many('name', 2, true), ...many('phrase', 1)];
    expect(textsOf(pageOf(found, 8))).toEqual(['phrase 0', 'name 0', 'name 1']);
  });

  it('have each text once', () => {
    const found = [of('phrase', 'Café Noir'), of('tag', 'cafe noir'), of('tag', 'tea')];
    expect(pageOf(found, 8)).toEqual([of('tag', 'cafe noir'), of('tag', 'tea')]);
  });
});

describe('what a record has', () => {
  const source = { displayName: 'name', template: '{name} {title}\n{bio}' };
  const values = {
    ...{ name: 'Ada  Reed', title: 'Diver', bio: 'Maps coral reefs. Coral-reef  fish too.' },
    tags: ['marine biology', ' maps ', 7, '', 'https://example.com/maps', 'x'.repeat(99)],
  };

  it('is its tags: short texts in lists', () => {
    expect(tagsIn(values)).toEqual(['marine biology', 'maps']);
  });

  it.each([
    ['name', 'Ada Reed', true],
    ['name', 'Ada', false],
    ['tag', 'maps', true],
    ['tag', 'map', false],
    ['phrase', 'coral reefs', true],
    ['phrase', 'Coral reef', true],
    ['phrase', 'oral reefs', false],
    ['phrase', 'Ada Reed', false],
  ] as const)('has the %s "%s": %s', (kind, text, expected) => {
    expect(isIn({ kind, text }, source, values)).toBe(expected);
  });

  it('is nothing that is not shown', () => {
    const hidden = { name: null, title: null, bio: null, tags: null };
    for (const kind of ['name', 'tag', 'phrase'] as const)
      expect(isIn({ kind, text: 'maps' }, source, hidden)).toBe(false);
  });
});
