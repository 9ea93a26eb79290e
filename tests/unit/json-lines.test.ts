import { readFile, truncate, writeFile } from 'node:fs/promises';

import { openLineWriter, readJsonLines } from '../../src/plugins/index-rebuild/server/src/lib/json-lines';
import { useTemporaryFolder } from './support/temporary-folder';

describe('a file of JSON lines', () => {
  const inFolder = useTemporaryFolder();

  const write = async (file: string, values: unknown[]): Promise<void> => {
    const writer = await openLineWriter(file);
    for (const value of values) await writer.write(value);
    await writer.close();
  };

  const read = async (file: string): Promise<unknown[]> => {
    const values: unknown[] = [];
    for await (const value of readJsonLines(file)) values.push(value);
    return values;
  };

  it.each<[string, unknown[]]>([
    ['nothing', []],
    ['objects, lists, texts, numbers and null', [{ a: [1, { b: 'c' }] }, ['x'], 'y', 0, null, false]],
    ['line ends of every kind inside texts', [{ text: 'a\nb\r\nc\rd\u2028e\u2029f\u0085g' }, 'next']],
    ['keys with a line separator', [{ 'a\u2028b': 1 }]],
    ['other scripts and pictures', ['東京', 'Αθήνα', '🐠🏳️‍🌈', 'Zo\u00eb']],
    ['lone surrogates and control characters', ['a\ud83d', '\udc20b', '\u0000\u001b']],
    ['quotes and backslashes', ['"\\n"', "'\\u2028'"]],
  ])('gives back %s', async (_, values) => {
    await write(inFolder('lines'), values);
    expect(await read(inFolder('lines'))).toEqual(values);
  });

  it('has one line per value, for other tools as well', async () => {
    await write(inFolder('lines'), ['a\u2028b', 'c\nd']);
    expect(await readFile(inFolder('lines'), 'utf8')).toBe('"a\\u2028b"\n"c\\nd"\n');
  });

  it('may be larger than a buffer, with multi-byte letters across every boundary', async () => {
    const values = Array.from({ length: 3_000 }, (_, index) => ({
      index,
      text: '🐠ä東'.repeat(40 + (index % 7)),
    }));
    await write(inFolder('lines'), values);
    expect(await read(inFolder('lines'))).toEqual(values);
  });

  it('is rewritten, not appended to', async () => {
    await write(inFolder('lines'), ['old', 'old', 'old']);
    await write(inFolder('lines'), ['new']);
    expect(await read(inFolder('lines'))).toEqual(['new']);
  });

  it('keeps what came before a damaged line, and then throws', async () => {
    await write(inFolder('lines'), [{ n: 1 }, { n: 2 }, { n: 3 }]);
    await truncate(inFolder('lines'), 12);
    const seen: unknown[] = [];
    const reading = async (): Promise<void> => {
      for await (const value of readJsonLines(inFolder('lines'))) seen.push(value);
    };
    await expect(reading()).rejects.toThrow(SyntaxError);
    expect(seen).toEqual([{ n: 1 }]);
  });

  it('may lack the last line end and have empty lines', async () => {
    await writeFile(inFolder('lines'), '1\n\n2\r\n3');
    expect(await read(inFolder('lines'))).toEqual([1, 2, 3]);
  });

  it('may be read in part', async () => {
    await write(inFolder('lines'), [1, 2, 3]);
    for await (const value of readJsonLines(inFolder('lines'))) {
      expect(value).toBe(1);
      break;
    }
  });

  it('is an error when it is missing', async () => {
    await expect(read(inFolder('missing'))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(openLineWriter(inFolder('no-folder', 'lines'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
