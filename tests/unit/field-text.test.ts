import { passagesOf } from '../../src/plugins/index-rebuild/server/src/domain/passages';
import { renderTemplate, valueAsText } from '../../src/plugins/index-rebuild/server/src/domain/source-text';
import { blocksText } from '../../src/plugins/index-rebuild/server/src/domain/text/blocks';
import { fieldKindOf } from '../../src/plugins/index-rebuild/server/src/domain/text/field-kinds';
import { htmlText } from '../../src/plugins/index-rebuild/server/src/domain/text/html';
import { markdownText } from '../../src/plugins/index-rebuild/server/src/domain/text/markdown';
import { nearestName } from '../../src/plugins/index-rebuild/server/src/lib/nearest-name';

const paragraphs = (...texts: string[]): string => texts.join('\n\n');

describe('the text of Markdown', () => {
  it.each<[string, string, string]>([
    [
      'headings and emphasis',
      '# One **two**\n\nthree _four_ ~~five~~',
      paragraphs('One two', 'three four five'),
    ],
    ['a heading underlined', 'One\n===\ntwo', paragraphs('One', 'two')],
    ['lines of one paragraph', 'one\ntwo  \nthree', 'one two three'],
    ['nested lists', '- one\n  - two\n- three', paragraphs('one', 'two', 'three')],
    ['a numbered list', '1. one\n2. two', paragraphs('one', 'two')],
    ['a quote', '> one\n> two', 'one two'],
    [
      'links by their text',
      'see [the map](https://a.test/m "Map") and [it][1]\n\n[1]: https://b.test',
      'see the map and it',
    ],
    ['an address in angle brackets', '<https://a.test/>', 'https://a.test/'],
    [
      'images by their alternative text',
      'a ![red balloon](data:image/png;base64,AAAA) flies',
      'a red balloon flies',
    ],
    [
      'code',
      'run `npm ci`:\n\n```sh\nnpm test -- "a < b"\n```',
      paragraphs('run npm ci:', 'npm test -- "a < b"'),
    ],
    ['a table', '| a | b |\n|---|---|\n| c | d |', paragraphs('a b', 'c d')],
    ['entities and escapes', 'A&amp;B \\*c\\* 5 &lt; 6', 'A&B *c* 5 < 6'],
    ['single asterisks and underscores', '5 * 3 and snake_case_name', '5 * 3 and snake_case_name'],
    ['HTML in it', 'one <b>two</b><br>three <!-- four -->', 'one two three'],
    [
      'only HTML, indented',
      '<div>\n\n    <p>one</p>\n\n      <p>two *x*</p>\n</div>',
      paragraphs('one', 'two x'),
    ],
    ['a rule', 'one\n\n---\n\ntwo', paragraphs('one', 'two')],
    ['nothing', ' \n ', ''],
  ])('%s', (_, source, text) => {
    expect(markdownText(source)).toBe(text);
  });
});

describe('the text of HTML', () => {
  it.each<[string, string, string]>([
    [
      'blocks and inline elements',
      '<h1>O<b>n</b>e</h1><p>two<br/>three</p>four',
      paragraphs('One', 'two three', 'four'),
    ],
    ['lists', '<ul><li>one<ul><li>two</li></ul></li><li>three</ul>', paragraphs('one', 'two', 'three')],
    ['tables', '<table><tr><th>a</th><th>b</th></tr><tr><td>c<td>d</table>', paragraphs('a b', 'c d')],
    [
      'images',
      '<figure><img src="x" alt="A cow"><figcaption>Seen</figcaption></figure>',
      paragraphs('A cow', 'Seen'),
    ],
    ['entities', '<p>Caf&eacute;&nbsp;&#8211; 5 &lt; 6</p>', 'Café – 5 < 6'],
    ['what nobody reads', '<style>p{}</style><p>one<script>if (a < b) x("<p>")</script></p>', 'one'],
    ['broken markup', '<p>one</i> two <b>three', 'one two three'],
    ['an unclosed script', '<p>one</p><script>two', 'one'],
  ])('%s', (_, html, text) => {
    expect(htmlText(html)).toBe(text);
  });
});

describe('the text of blocks', () => {
  const text = (words: string, marks: object = {}) => ({ type: 'text', text: words, ...marks });
  const item = (...children: object[]) => ({ type: 'list-item', children });
  const list = (...children: object[]) => ({ type: 'list', format: 'unordered', children });

  it.each<[string, unknown, string]>([
    [
      'marked text in a paragraph',
      [{ type: 'paragraph', children: [text('ball', { bold: true }), text('oons')] }],
      'balloons',
    ],
    [
      'lists in lists',
      [list(item(text('one')), list(item(text('two'))), item(text('three')))],
      paragraphs('one', 'two', 'three'),
    ],
    [
      'a quote, code and a link',
      [
        { type: 'quote', children: [text('one')] },
        { type: 'code', language: 'js', children: [text('two();\nthree();')] },
        { type: 'paragraph', children: [text('see '), { type: 'link', url: 'x', children: [text('four')] }] },
      ],
      paragraphs('one', 'two(); three();', 'see four'),
    ],
    [
      'an image',
      [
        {
          type: 'image',
          image: { alternativeText: 'A cow', caption: 'Seen', url: 'x' },
          children: [text('')],
        },
      ],
      paragraphs('A cow', 'Seen'),
    ],
    ['an image without texts', [{ type: 'image', image: { alternativeText: null }, children: [] }], ''],
    ['an empty paragraph', [{ type: 'paragraph', children: [text('')] }], ''],
    ['a block of another plugin', [{ type: 'callout', children: [text('one')] }], 'one'],
    ['nothing', null, ''],
    ['what is no blocks', ['x', 3, { children: 'y' }], ''],
  ])('%s', (_, blocks, expected) => {
    expect(blocksText(blocks)).toBe(expected);
  });
});

describe('the plain value of', () => {
  it.each<[string, unknown, unknown]>([
    ['string', 'a', 'a'],
    ['string', undefined, null],
    ['string', { a: 1 }, null],
    ['boolean', false, false],
    ['biginteger', 12, '12'],
    ['biginteger', '9007199254740991', '9007199254740991'],
    ['date', '2026-02-03', '2026-02-03'],
    ['date', new Date('2026-02-03T00:00:00Z'), '2026-02-03'],
    ['time', '09:30:00.000', '09:30:00'],
    ['time', '09:30:00.120', '09:30:00.12'],
    ['time', '09:30:10', '09:30:10'],
    ['datetime', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['datetime', '2026-02-03T09:30:00+01:00', '2026-02-03T08:30:00.000Z'],
    ['datetime', 'soon', null],
    ['timestamp', '1000', '1970-01-01T00:00:01.000Z'],
    ['json', 'one', 'one'],
    ['json', false, false],
    ['json', ['a', ['b', 3], null], ['a', 'b', 3]],
    ['json', { z: 'last', a: { n: 3, text: ['first'] } }, ['first', 'last']],
    ['richtext', '', null],
    ['blocks', [], null],
  ])('%s %j', (type, stored, plain) => {
    expect(fieldKindOf(type)?.toPlain(stored)).toEqual(plain);
  });

  it('passwords and unknown types do not exist', () => {
    expect([fieldKindOf('password'), fieldKindOf('increments'), fieldKindOf('constructor')]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('a paragraph', () => {
  const body = paragraphs(
    'A heading without a full stop',
    'The first sentence of the text. Another one',
    '',
    'The end'
  );

  it('ends at an empty line, and nowhere else', () => {
    expect(valueAsText('one\r\n \t\r\ntwo\nthree\n\n\n four ')).toBe('one\ntwo three\nfour');
  });

  it('ends a passage', () => {
    const rule = { field: 'body', context: '', maxPerRecord: 9, minLength: 5 };
    expect(passagesOf(rule, { body }).map(({ text }) => text)).toEqual([
      'A heading without a full stop',
      'The first sentence of the text.',
      'Another one',
      'The end',
    ]);
  });

  it('does not end a line of a template', () => {
    expect(renderTemplate('{title}: {body}', { title: 'T', body: 'one\n\ntwo' })).toBe('T: one two');
  });
});

describe('the nearest name', () => {
  it.each<[string, string[], string | null]>([
    ['titel', ['name', 'title'], 'title'],
    ['Name', ['name'], 'name'],
    ['organisation', ['organization', 'location'], 'organization'],
    ['nam', ['name', 'name2'], 'name'],
    ['abc', ['xyz', 'title'], null],
    ['x', [], null],
  ])('to %s among %j is %s', (wrong, names, nearest) => {
    expect(nearestName(wrong, names)).toBe(nearest);
  });
});
