import { mkdir, readdir, writeFile } from 'node:fs/promises';

import { createFsStore } from '../../src/plugins/index-rebuild/server/src/adapters/artifacts/fs-store';
import { useTemporaryFolder } from './support/temporary-folder';

const OURS = 'a'.repeat(32);
const [ONE, TWO, STRANGER] = ['1-aaaaaaaaaaaa', '2-bbbbbbbbbbbb', '3-cccccccccccc'];

describe('generations that an earlier version kept outside of any installation', () => {
  const inFolder = useTemporaryFolder();
  const open = () => {
    const store = createFsStore(inFolder());
    store.openAt(OURS);
    return store;
  };
  const leave = async (...names: string[]): Promise<void> => {
    for (const name of names) {
      await mkdir(inFolder('generations', name), { recursive: true });
      await writeFile(inFolder('generations', name, 'manifest.json'), name);
    }
  };
  const idsOf = async (store: ReturnType<typeof open>) => (await store.list()).map(({ id }) => id).sort();

  it('move with their files, and the empty folder goes', async () => {
    await leave(ONE, TWO);
    const store = open();
    expect(await store.adoptEarlier([ONE, TWO])).toBe(2);
    expect(await idsOf(store)).toEqual([ONE, TWO]);
    expect(await readdir(inFolder())).toEqual([OURS]);
  });

  it('stay when the database does not name them', async () => {
    await leave(ONE, STRANGER);
    const store = open();
    expect(await store.adoptEarlier([ONE])).toBe(1);
    expect(await readdir(inFolder('generations'))).toEqual([STRANGER]);
  });

  it('are moved once by processes that start together', async () => {
    await leave(ONE, TWO);
    const moved = await Promise.all([open(), open(), open()].map((store) => store.adoptEarlier([ONE, TWO])));
    expect(moved.reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(await idsOf(open())).toEqual([ONE, TWO]);
  });

  it('never replace a generation that is there', async () => {
    await leave(ONE);
    const store = open();
    await mkdir(store.directoryOf(ONE), { recursive: true });
    await writeFile(`${store.directoryOf(ONE)}/manifest.json`, 'newer');
    expect(await store.adoptEarlier([ONE])).toBe(0);
    expect(await readdir(inFolder('generations'))).toEqual([ONE]);
  });

  it('are not looked for outside of their folder', async () => {
    await leave(ONE);
    expect(await open().adoptEarlier(['..', `../generations/${ONE}`])).toBe(0);
  });

  it('say why they cannot be moved', async () => {
    await leave(ONE);
    await mkdir(inFolder(OURS));
    await writeFile(inFolder(OURS, 'generations'), 'a file in the way');
    await expect(open().adoptEarlier([ONE])).rejects.toMatchObject({ code: 'EEXIST' });
    expect(await readdir(inFolder('generations'))).toEqual([ONE]);
  });
});
