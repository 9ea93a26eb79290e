import { readPassages } from '../../src/plugins/index-rebuild/server/src/backends/embedded/files/passage-lines';

const read = (lines: readonly object[]) =>
  readPassages(
    new TextEncoder().encode(lines.map((line) => `${JSON.stringify(line)}\n`).join('')),
    async () => {}
  );

const texts = (...passages: string[]) => ({ name: 'São', passages, fields: { bio: 'Größe' } });

describe('the passages of records', () => {
  it('are found by the place of their record', async () => {
    const passages = await read([texts('Erste.', '第二。'), texts(), texts('Third.')]);
    expect(passages).toHaveLength(3);
    expect([2, 0, 1].map((record) => passages.at(record))).toEqual([['Third.'], ['Erste.', '第二。'], []]);
    expect(passages.at(3)).toBeUndefined();
  });

  it('are none in an empty file', async () => {
    expect(await read([])).toHaveLength(0);
  });
});
