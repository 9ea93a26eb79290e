import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import en from '../../src/plugins/index-rebuild/admin/src/translations/en.json';
import { hardCodedIn } from '../support/hard-coded';

const ADMIN = path.resolve(__dirname, '../../src/plugins/index-rebuild/admin/src');
const keys = Object.keys(en);
const files = readdirSync(ADMIN, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.tsx?$/.test(file)
);

describe("the admin's sources", () => {
  it.each([
    ['text between tags', '<p>Rebuild</p>', '1: Rebuild'],
    ['text in braces', "<p>{'Rebuild'}</p>", '1: Rebuild'],
    ['text beside a value', '<p>{`${count} records`}</p>', '1:  records'],
    ['one of two texts', "<p>{done ? 'Done' : text('a')}</p>", '1: Done'],
    ['a text under a condition', "<p>{done && 'Done'}</p>", '1: Done'],
    ['a text in place of none', "<p>{name ?? 'Nobody'}</p>", '1: Nobody'],
    ['an attribute', '<Button aria-label="Close" />', '1: Close'],
    ['an attribute in braces', "<Button title={'Close'} />", '1: Close'],
    ['a property', "toggle({ type: 'info', message: 'Done.' })", '1: Done.'],
    ['a number of no language', '<p>{size.toFixed(1)}</p>', '1: toFixed'],
  ])('would be seen to hold %s', (_, source, found) => {
    expect(hardCodedIn(source)).toEqual([found]);
  });

  it('may hold the key of a text, but not show it', () => {
    const keys = ['tab.history'];
    expect(hardCodedIn("const tab = { title: 'tab.history' };", { keys })).toEqual([]);
    expect(hardCodedIn("<p>{'tab.history'}</p>", { keys })).toEqual(['1: tab.history']);
    expect(hardCodedIn('<p>tab.history</p>', { keys })).toEqual(['1: tab.history']);
  });

  it('may hold what is no text for people', () => {
    const source = `<Flex tag="ul" gap={4} title={text('title')} aria-label={text(key)}>
      {first}–{last}, <b>{run && <Run id="run" />}</b> {mode === 'hybrid' && text('mode')}
    </Flex>;`;
    expect(hardCodedIn(source)).toEqual([]);
  });

  it.each(files)('%s has no text of its own', (file) => {
    expect(hardCodedIn(readFileSync(path.join(ADMIN, file), 'utf8'), { file, keys })).toEqual([]);
  });
});
