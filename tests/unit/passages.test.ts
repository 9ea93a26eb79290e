import {
  passagesOf,
  sentences,
  type PassageRule,
} from '../../src/plugins/index-rebuild/server/src/domain/passages';

const rule: PassageRule = {
  field: 'bio',
  context: '{title}, {organization}',
  maxPerRecord: 3,
  minLength: 10,
};

describe('sentences', () => {
  it.each([
    ['Maps reefs. Teaches divers.', ['Maps reefs.', 'Teaches divers.']],
    ['Maps reefs. Ph.D. from Lima. Teaches divers.', ['Maps reefs.', 'Ph.D. from Lima.', 'Teaches divers.']],
    ['Yes. No. Maybe one day.', ['Yes. No. Maybe one day.']],
    ['Maps reefs. OK.', ['Maps reefs. OK.']],
    ['  ', []],
    [
      '珊瑚礁を調べる研究者です。 海に潜って魚の数を数えます。',
      ['珊瑚礁を調べる研究者です。', '海に潜って魚の数を数えます。'],
    ],
  ])('of %j', (text, expected) => {
    expect(sentences(text, 10)).toEqual(expected);
  });
});

describe('the passages of a record', () => {
  const bio = 'Maps coral reefs. Teaches hobby divers. Counts rays and sharks. Writes about it all.';

  it('are its sentences with the context in front, up to the limit', () => {
    expect(passagesOf(rule, { title: 'Biologist', organization: 'Blue Shelf', bio })).toEqual([
      { text: 'Maps coral reefs.', embedded: 'Biologist, Blue Shelf. Maps coral reefs.' },
      { text: 'Teaches hobby divers.', embedded: 'Biologist, Blue Shelf. Teaches hobby divers.' },
      { text: 'Counts rays and sharks.', embedded: 'Biologist, Blue Shelf. Counts rays and sharks.' },
    ]);
  });

  it('have no context when the record has none', () => {
    expect(passagesOf(rule, { bio })[0].embedded).toBe('Maps coral reefs.');
    expect(passagesOf({ ...rule, context: '' }, { title: 'Biologist', bio })[0].embedded).toBe(
      'Maps coral reefs.'
    );
  });

  it.each([[{ bio: 'One sentence alone.' }], [{ bio: null }], [{}]])(
    'do not exist for %j, which the whole text covers',
    (values) => {
      expect(passagesOf(rule, values)).toEqual([]);
    }
  );
});
