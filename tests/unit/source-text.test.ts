import {
  hasMoreThanName,
  renderTemplate,
  templateFields,
  valueAsText,
} from '../../src/plugins/index-rebuild/server/src/domain/source-text';

describe('templateFields', () => {
  it.each<[string, string[]]>([
    ['{name}\n{title}, {organization}\n{name}', ['name', 'title', 'organization']],
    ['Works at {organization.name} ({_since2})', ['organization.name', '_since2']],
    ['no fields, { name }, {}, {1st}, {a-b}', []],
    ['', []],
  ])('of %j are %j', (template, fields) => {
    expect(templateFields(template)).toEqual(fields);
  });
});

describe('valueAsText', () => {
  it.each<[string, unknown, string]>([
    ['a text', 'Marine biologist', 'Marine biologist'],
    ['white space of every kind', '  coral\t\r\n\u00a0\u2028\u2029 reefs\n', 'coral reefs'],
    ['nothing but white space', ' \n\t ', ''],
    ['control characters', 'a\u0000b\u0007c\u001b[0m\u0085d', 'a b c [0m d'],
    ['a lone high surrogate', 'coral\ud83d reef', 'coral reef'],
    ['a lone low surrogate', '\udc20coral', 'coral'],
    ['a surrogate pair', 'coral \ud83d\udc20', 'coral 🐠'],
    ['replacement characters of a wrong encoding', 'caf\ufffd\ufffd bar', 'caf bar'],
    ['a letter and its accent apart', 'Zoe\u0308', 'Zo\u00eb'],
    ['other scripts', '東京 Αθήνα القاهرة', '東京 Αθήνα القاهرة'],
    ['a number', 42, '42'],
    ['zero', 0, '0'],
    ['a boolean', false, 'false'],
    ['null', null, ''],
    ['undefined', undefined, ''],
    ['a structure', { name: 'x' }, ''],
    ['a list with gaps', ['diving', '', null, ' coral  reefs ', 7], 'diving, coral reefs, 7'],
    ['lists in lists', [['a', 'b'], [], ['c']], 'a, b, c'],
    ['a list of nothing', [null, '', {}], ''],
  ])('%s', (_, value, text) => {
    expect(valueAsText(value)).toBe(text);
  });
});

describe('renderTemplate', () => {
  const template = '{name}\n{title}, {organization}\nLives in {location}\n{bio}';

  it.each<[string, Record<string, unknown>, string]>([
    [
      'fills every line',
      { name: 'Ada', title: 'Biologist', organization: 'Reef Lab', location: 'Quito', bio: 'Counts fish.' },
      'Ada\nBiologist, Reef Lab\nLives in Quito\nCounts fish.',
    ],
    ['drops a line whose fields are all empty, with its own words', { name: 'Ada', location: ' ' }, 'Ada'],
    ['drops the comma after an empty field', { title: null, organization: 'Reef Lab' }, 'Reef Lab'],
    ['drops the comma before an empty field', { title: 'Biologist', organization: '' }, 'Biologist'],
    ['keeps a value of several lines on one', { bio: 'Counts\n\nfish.' }, 'Counts fish.'],
    [
      'keeps what looks like a field or a pattern in a value',
      { name: '{bio} $& $1', bio: 'x' },
      '{bio} $& $1\nx',
    ],
    [
      'keeps punctuation inside a value',
      { name: 'Ada; the first: a - b', title: 'A, B' },
      'Ada; the first: a - b\nA, B',
    ],
    ['ignores fields that the template does not name', { name: 'Ada', secret: 'x' }, 'Ada'],
    ['of nothing is empty', {}, ''],
  ])('%s', (_, values, text) => {
    expect(renderTemplate(template, values)).toBe(text);
  });

  it.each([
    ['{a}: {b}', { b: 'B' }, 'B'],
    ['{a} – {b}', { a: 'A' }, 'A'],
    ['{a} - {b}', { b: 'B' }, 'B'],
    ['{a}; {b}', { a: 'A' }, 'A'],
    ['{a}   {b}', { a: 'A', b: 'B' }, 'A B'],
    ['only words', { a: 'A' }, ''],
  ])('%j with %j is %j', (line, values, text) => {
    expect(renderTemplate(line, values)).toBe(text);
  });
});

describe('hasMoreThanName', () => {
  const template = '{name}\n{title}\n{tags}';

  it.each<[Record<string, unknown>, boolean]>([
    [{ name: 'Ada', title: 'Biologist' }, true],
    [{ name: 'Ada', tags: ['diving'] }, true],
    [{ title: 'Biologist' }, true],
    [{ name: 'Ada' }, false],
    [{ name: 'Ada', title: ' \u0000 ', tags: [] }, false],
    [{ name: 'Ada', bio: 'not in the template' }, false],
    [{}, false],
  ])('%j: %s', (values, indexable) => {
    expect(hasMoreThanName(template, 'name', values)).toBe(indexable);
  });
});

describe('punctuation around empty fields', () => {
  it.each([
    ['{a}, {b}, {c}', { a: 'A', c: 'C' }, 'A, C'],
    ['{a}, {b}, {c}', { b: 'B' }, 'B'],
    ['{a}, {b}, {c}', { a: 'A' }, 'A'],
    ['{a} ({b})', { a: 'A' }, 'A'],
    ['{a} ({b})', { a: 'A', b: 'B' }, 'A (B)'],
    ['{a} – {b}.', { a: 'A', b: 'B' }, 'A – B.'],
    ['{a}: {b}', { b: '-5 degrees' }, '-5 degrees'],
    ['Tags: {a}', {}, ''],
  ])('%s with %j', (template, values, expected) => {
    expect(renderTemplate(template, values)).toBe(expected);
  });
});
