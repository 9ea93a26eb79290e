import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { createFsStore } from '../../src/plugins/index-rebuild/server/src/adapters/artifacts/fs-store';
import { useTemporaryFolder } from './support/temporary-folder';

const OURS = 'a'.repeat(32);
const THEIRS = 'b'.repeat(32);

describe('the folder store', () => {
  const inFolder = useTemporaryFolder();
  const open = () => {
    const store = createFsStore(inFolder());
    store.openAt(OURS);
    return store;
  };
  const put = async (installation: string, generation: string, ...files: string[]): Promise<string> => {
    const directory = inFolder(installation, 'generations', generation);
    await mkdir(directory, { recursive: true });
    for (const file of files) await writeFile(path.join(directory, file), 'x');
    return directory;
  };

  it('touches nothing and refuses every call until its installation is known', async () => {
    const store = createFsStore(inFolder());
    expect(() => store.directoryOf('1-abcdefgh')).toThrow('before it was opened');
    await expect(store.list()).rejects.toThrow('before it was opened');
    await expect(store.freeBytes()).rejects.toThrow('before it was opened');
    expect(await readdir(inFolder())).toEqual([]);
  });

  it.each(['', '..', 'A'.repeat(32), `${'a'.repeat(31)}/`, 'generations'])(
    'does not open at %j, which is not an installation',
    (name) => {
      expect(() => createFsStore(inFolder()).openAt(name)).toThrow('is not the id of an installation');
    }
  );

  it('lists only its own generations and says which are complete', async () => {
    await put(OURS, '1-abcdefgh', 'manifest.json', 'vectors.f32');
    await put(OURS, '2-abcdefgh', 'vectors.f32');
    await put(OURS, 'somebody-elses-folder', 'manifest.json');
    await put(THEIRS, '3-abcdefgh', 'manifest.json');
    const found = await open().list();
    expect(found.map(({ id, complete }) => [id, complete]).sort()).toEqual([
      ['1-abcdefgh', true],
      ['2-abcdefgh', false],
    ]);
  });

  it('has a generation once its manifest is there', async () => {
    await put(OURS, '1-abcdefgh', 'manifest.json', 'vectors.f32');
    await put(OURS, '2-abcdefgh', 'vectors.f32');
    await put(THEIRS, '3-abcdefgh', 'manifest.json');
    const isHere = (id: string): Promise<boolean> => open().isHere(id);
    expect(await Promise.all(['1-abcdefgh', '2-abcdefgh', '3-abcdefgh'].map(isHere))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('removes the map of a generation, and the folder if it had nothing else', async () => {
    const store = open();
    const alone = await put(OURS, '1-abcdefgh', 'projection.json', 'projection.json.123.tmp');
    const beside = await put(OURS, '2-abcdefgh', 'projection.json', 'vectors.f32');
    for (const id of ['1-abcdefgh', '2-abcdefgh', '3-abcdefgh']) await store.removeMap(id);
    expect(await readdir(path.dirname(alone))).toEqual(['2-abcdefgh']);
    expect(await readdir(beside)).toEqual(['vectors.f32']);
  });

  it('counts other installations and nothing else beside it', async () => {
    const store = open();
    expect(await store.otherInstallations()).toBe(0);
    await put(OURS, '1-abcdefgh', 'manifest.json');
    await put(THEIRS, '3-abcdefgh', 'manifest.json');
    await mkdir(inFolder('lost+found'));
    await writeFile(inFolder('c'.repeat(32)), 'a file');
    expect(await store.otherInstallations()).toBe(1);
  });

  it('removes its own generation and never one of the same name in another installation', async () => {
    const ours = await put(OURS, '1-abcdefgh', 'manifest.json');
    const theirs = await put(THEIRS, '1-abcdefgh', 'manifest.json');
    await open().remove('1-abcdefgh');
    expect(await readdir(path.dirname(ours))).toEqual([]);
    expect(await readdir(theirs)).toEqual(['manifest.json']);
  });

  it('dates a generation by the file in it that was written last', async () => {
    const directory = await put(OURS, '1-abcdefgh', 'snapshot.jsonl', 'vectors.f32');
    const old = new Date('2026-01-01T00:00:00Z');
    const recent = new Date('2026-01-02T00:00:00Z');
    await utimes(path.join(directory, 'snapshot.jsonl'), old, old);
    await utimes(path.join(directory, 'vectors.f32'), recent, recent);
    await utimes(directory, old, old);
    expect(await open().list()).toEqual([{ id: '1-abcdefgh', complete: false, changedAt: recent }]);
  });
});
