import { readFile, readdir, writeFile } from 'node:fs/promises';

import {
  readProjection,
  writeProjection,
} from '../../src/plugins/index-rebuild/server/src/backends/embedded/projection/kept-projection';
import type { Projection } from '../../src/plugins/index-rebuild/server/src/domain/projection/projection';
import { useTemporaryFolder } from './support/temporary-folder';

const projection: Projection = {
  generation: '1-abcdefgh',
  createdAt: '2026-01-31T12:00:00.000Z',
  records: 2,
  keys: ['a:1:', 'a:2:en'],
  names: ['One', ''],
  tags: [['x'], []],
  x: Float32Array.from([0.25, 1]),
  y: Float32Array.from([0.5, 0]),
  frame: { left: -1, bottom: -2, size: 3 },
  nearest: Int32Array.from([1, -1, -1, 0, -1, -1]),
  duplicates: [{ first: 0, second: 1, cosine: 0.98 }],
};

describe('the map that is kept beside a generation', () => {
  const inFolder = useTemporaryFolder();
  const file = () => inFolder('projection.json');

  it('is read as it was written, and leaves nothing else behind', async () => {
    await writeProjection(inFolder(), projection, '1');
    expect(await readProjection(inFolder())).toEqual(projection);
    expect(await readdir(inFolder())).toEqual(['projection.json']);
  });

  it('is none where none was kept', async () => {
    expect(await readProjection(inFolder())).toBeNull();
  });

  it.each([
    ['a changed number', (content: string) => content.replace('0.25', '0.35')],
    ['a missing end', (content: string) => content.slice(0, -20)],
    ['no content', () => ''],
    ['something else', () => 'nonsense\n{}'],
  ])('is none when its file has %s', async (_, damage) => {
    await writeProjection(inFolder(), projection, '1');
    await writeFile(file(), damage(await readFile(file(), 'utf8')));
    expect(await readProjection(inFolder())).toBeNull();
  });

  it('fails without leaving a part when the generation has been removed', async () => {
    await expect(writeProjection(inFolder('gone'), projection, '1')).rejects.toThrow('ENOENT');
    expect(await readdir(inFolder())).toEqual([]);
  });
});
