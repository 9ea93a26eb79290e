import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

import { createFsStore } from '../../src/plugins/index-rebuild/server/src/adapters/artifacts/fs-store';
import { createRemoteStore } from '../../src/plugins/index-rebuild/server/src/adapters/artifacts/remote-store';
import {
  artifactStoreUnavailable,
  IndexRebuildError,
} from '../../src/plugins/index-rebuild/server/src/domain/errors';
import type { ArtifactStore } from '../../src/plugins/index-rebuild/server/src/ports/artifact-store';
import type { RemoteFiles } from '../../src/plugins/index-rebuild/server/src/ports/remote-files';
import { folderFiles } from './support/folder-files';
import { useTemporaryFolder } from './support/temporary-folder';

const OURS = 'a'.repeat(32);
const ID = '7-0123456789ab';

const FILES: Record<string, string> = {
  'vectors.f32': 'v'.repeat(100),
  'values.jsonl': '',
  'lexical.bin': 'words',
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const DIGESTS = Object.fromEntries(
  Object.entries(FILES).map(([name, text]) => [name, { bytes: text.length, sha256: sha256(text) }])
);

describe('a store in another place', () => {
  const inFolder = useTemporaryFolder();
  const remoteFolder = (): string => inFolder('remote');

  const open = (disk: string, remote: RemoteFiles = folderFiles(remoteFolder())): ArtifactStore => {
    const store = createRemoteStore(createFsStore(inFolder(disk)), remote);
    store.openAt(OURS);
    return store;
  };

  /** What a builder leaves when it has sealed a generation. */
  const seal = (store: ArtifactStore, id = ID): string => {
    const directory = store.directoryOf(id);
    mkdirSync(directory, { recursive: true });
    for (const [name, text] of Object.entries(FILES)) writeFileSync(path.join(directory, name), text);
    writeFileSync(path.join(directory, 'projection.json'), 'a map, which is no part of it');
    writeFileSync(path.join(directory, 'manifest.json'), '{"records":[]}');
    return directory;
  };

  const hooks = {
    onProgress: (() => {}) as (done: number, total: number) => void,
    beforeVisible: async () => {},
    signal: new AbortController().signal,
  };

  const put = (store: ArtifactStore, more: Partial<typeof hooks> = {}): Promise<void> =>
    store.put({ generation: ID, files: DIGESTS, summary: { records: 3 } }, { ...hooks, ...more });

  const uploaded = async (): Promise<ArtifactStore> => {
    const store = open('one');
    seal(store);
    await put(store);
    return store;
  };

  const contents = (directory: string): Record<string, string> =>
    Object.fromEntries(
      readdirSync(directory).map((name) => [name, readFileSync(path.join(directory, name), 'utf8')])
    );

  const WHOLE = { ...FILES, 'manifest.json': '{"records":[]}' };

  const storedAt = (store: ArtifactStore): string[] =>
    readdirSync(path.dirname(store.directoryOf(ID))).sort();

  const damage = (file: string, text: string): void =>
    writeFileSync(path.join(remoteFolder(), ID, file), text);

  it('gives another disk what was put, with progress to the end, and a summary without fetching', async () => {
    const progress: [number, number][] = [];
    const one = open('one');
    seal(one);
    await put(one, { onProgress: (done, total) => void progress.push([done, total]) });
    const total = 100 + 5 + '{"records":[]}'.length;
    expect(progress.at(-1)).toEqual([total, total]);
    const two = open('two');
    expect(await two.list()).toMatchObject([{ id: ID, complete: true }]);
    expect(await two.summaryOf(ID)).toEqual({ records: 3 });
    expect(existsSync(two.directoryOf(ID))).toBe(false);
    expect(contents(await two.fetch(ID))).toEqual(WHOLE);
    expect(storedAt(two)).toEqual([ID]);
    await two.check(ID);
  });

  it('says which generations this disk has, and which the store has for every disk', async () => {
    const one = await uploaded();
    const two = open('two');
    expect([await one.isHere(ID), await two.isHere(ID), await two.has(ID)]).toEqual([true, false, true]);
    await two.fetch(ID);
    expect(await two.isHere(ID)).toBe(true);
  });

  it('does not ask the store for what is on the disk', async () => {
    await uploaded();
    await open('two').fetch(ID);
    rmSync(remoteFolder(), { recursive: true });
    const two = open('two');
    expect(contents(await two.fetch(ID))).toEqual(WHOLE);
    expect(await two.has(ID)).toBe(false);
  });

  it.each([
    ['a file whose bytes differ', () => damage('vectors.f32', `${'v'.repeat(99)}x`), 'GENERATION_CORRUPT'],
    ['a truncated file', () => damage('vectors.f32', 'vvv'), 'GENERATION_CORRUPT'],
    [
      'a file that has grown',
      () => appendFileSync(path.join(remoteFolder(), ID, 'lexical.bin'), 'x'),
      'GENERATION_CORRUPT',
    ],
    ['a file that is gone', () => rmSync(path.join(remoteFolder(), ID, 'lexical.bin')), 'GENERATION_CORRUPT'],
    ['another manifest', () => damage('manifest.json', '{"records":{}}'), 'GENERATION_CORRUPT'],
    ['half a seal', () => damage('seal.json', '{"generation":'), 'GENERATION_CORRUPT'],
    [
      "another generation's seal",
      () => damage('seal.json', '{"generation":"8-0123456789ab","files":{}}'),
      'GENERATION_CORRUPT',
    ],
    [
      'a seal that names a path',
      () =>
        damage('seal.json', JSON.stringify({ generation: ID, files: { '../x': DIGESTS['lexical.bin'] } })),
      'GENERATION_CORRUPT',
    ],
    ['no seal', () => rmSync(path.join(remoteFolder(), ID, 'seal.json')), 'GENERATION_MISSING'],
  ])('fetches nothing of %s, and all of it once it is whole again', async (_, spoil, code) => {
    const one = await uploaded();
    spoil();
    const two = open('two');
    await expect(two.fetch(ID)).rejects.toMatchObject({ code });
    await expect(two.check(ID)).rejects.toMatchObject({ code });
    expect(existsSync(path.dirname(two.directoryOf(ID))) ? storedAt(two) : []).toEqual([]);
    await put(one);
    expect(contents(await two.fetch(ID))).toEqual(WHOLE);
  });

  it('uploads no file that is damaged here, and shows nothing of it', async () => {
    const one = open('one');
    writeFileSync(path.join(seal(one), 'vectors.f32'), 'rotten');
    await expect(put(one)).rejects.toMatchObject({ code: 'GENERATION_CORRUPT' });
    expect(await one.has(ID)).toBe(false);
    expect(await open('two').list()).toMatchObject([{ id: ID, complete: false }]);
    await one.withdraw(ID);
    expect(await open('two').list()).toEqual([]);
    expect(storedAt(one)).toEqual([ID]);
  });

  it.each(['vectors.f32', 'values.jsonl', 'lexical.bin', 'manifest.json', 'seal.json'])(
    'is not visible when the place fails at %s; the next attempt begins anew',
    async (failing) => {
      const remote = folderFiles(remoteFolder());
      const one = open('one', {
        ...remote,
        async write(file, content, bytes) {
          if (file.file === failing) throw artifactStoreUnavailable('test', 'gone');
          await remote.write(file, content, bytes);
        },
      });
      seal(one);
      await expect(put(one)).rejects.toMatchObject({ code: 'ARTIFACT_STORE_UNAVAILABLE' });
      expect(await open('two').has(ID)).toBe(false);
      await expect(open('two').fetch(ID)).rejects.toMatchObject({ code: 'GENERATION_MISSING' });
      await put(open('one'));
      expect(contents(await open('two').fetch(ID))).toEqual(WHOLE);
    }
  );

  it('is not visible when its lease is lost at the last moment, or when it is cancelled before', async () => {
    const one = open('one');
    seal(one);
    const lost = new IndexRebuildError('LEASE_LOST', 'lost');
    await expect(put(one, { beforeVisible: () => Promise.reject(lost) })).rejects.toBe(lost);
    expect(await one.has(ID)).toBe(false);
    const cancel = new AbortController();
    const reason = new IndexRebuildError('RUN_CANCELLED', 'by Ada');
    const cancelled = put(one, { signal: cancel.signal, onProgress: () => cancel.abort(reason) });
    await expect(cancelled).rejects.toBe(reason);
    expect(await one.has(ID)).toBe(false);
  });

  it('removes the copy here only once the store has removed its own', async () => {
    const one = await uploaded();
    const away = open('one', {
      ...folderFiles(remoteFolder()),
      remove: () => Promise.reject(artifactStoreUnavailable('test', 'gone')),
    });
    await expect(away.remove(ID)).rejects.toMatchObject({ code: 'ARTIFACT_STORE_UNAVAILABLE' });
    expect(storedAt(one)).toEqual([ID]);
    await one.remove(ID);
    expect(storedAt(one)).toEqual([]);
    expect(await one.list()).toEqual([]);
  });

  it('keeps what is in the store when only the copy here is removed', async () => {
    const one = await uploaded();
    await one.removeLocal(ID);
    expect(await one.listLocal()).toEqual([]);
    expect(await one.list()).toMatchObject([{ id: ID, complete: true }]);
    expect(contents(await one.fetch(ID))).toEqual(WHOLE);
  });

  it('lets processes on one disk fetch at once', async () => {
    await uploaded();
    const stores = Array.from({ length: 4 }, () => open('two'));
    const found = await Promise.all(stores.map((store) => store.fetch(ID)));
    for (const directory of found) expect(contents(directory)).toEqual(WHOLE);
    expect(storedAt(stores[0])).toEqual([ID]);
  });

  it('fetches once for all who wait in one process', async () => {
    await uploaded();
    const remote = folderFiles(remoteFolder());
    const read = jest.spyOn(remote, 'read');
    const two = open('two', remote);
    await Promise.all([two.fetch(ID), two.fetch(ID), two.fetch(ID)]);
    expect(read.mock.calls.filter(([{ file }]) => file === 'vectors.f32')).toHaveLength(1);
  });

  it('replaces a damaged copy as a whole, also when two do so at once', async () => {
    await uploaded();
    const two = open('two');
    const directory = await two.fetch(ID);
    writeFileSync(path.join(directory, 'vectors.f32'), 'rotten');
    expect(await Promise.all([two.fetchAgain(ID), open('two').fetchAgain(ID)])).toEqual([true, true]);
    expect(contents(directory)).toEqual(WHOLE);
    expect(storedAt(two)).toEqual([ID]);
  });

  it('replaces a directory without a manifest, such as a build that has lost it', async () => {
    await uploaded();
    const two = open('two');
    mkdirSync(two.directoryOf(ID), { recursive: true });
    writeFileSync(path.join(two.directoryOf(ID), 'vectors.f32'), 'half');
    expect(contents(await two.fetch(ID))).toEqual(WHOLE);
  });

  it('has nothing where the seal cannot be read, so that it can be put again', async () => {
    const one = await uploaded();
    damage('seal.json', 'x');
    expect(await one.has(ID)).toBe(false);
    await put(one);
    expect(await one.has(ID)).toBe(true);
  });

  it('keeps a damaged copy when the store has none', async () => {
    const one = open('one');
    const directory = seal(one);
    await expect(one.fetchAgain(ID)).rejects.toMatchObject({ code: 'GENERATION_MISSING' });
    expect(existsSync(path.join(directory, 'manifest.json'))).toBe(true);
  });

  it('fetches nothing that does not fit on the disk', async () => {
    await uploaded();
    const local = createFsStore(inFolder('two'));
    local.freeBytes = async () => 1000;
    const small = createRemoteStore(local, folderFiles(remoteFolder()));
    small.openAt(OURS);
    await expect(small.fetch(ID)).rejects.toMatchObject({ code: 'INSUFFICIENT_DISK' });
  });

  it('removes what fetches have left, once nothing writes to it any more', async () => {
    const one = await uploaded();
    const root = path.dirname(one.directoryOf(ID));
    const at = (name: string): string => path.join(root, `${name}-${ID}-x`);
    for (const name of ['fetching', 'damaged']) mkdirSync(at(name));
    await one.removeLeftovers();
    expect(readdirSync(root)).toHaveLength(3);
    const old = Date.now() / 1000 - 7200;
    for (const name of ['fetching', 'damaged']) utimesSync(at(name), old, old);
    await one.removeLeftovers();
    expect(readdirSync(root)).toEqual([ID]);
  });

  it('fetches nothing once it is closed, and ends what it fetches', async () => {
    await uploaded();
    const remote = folderFiles(remoteFolder());
    const two = open('two', {
      ...remote,
      async read(file, signal) {
        if (file.file === 'lexical.bin') two.close();
        return remote.read(file, signal);
      },
    });
    await expect(two.fetch(ID)).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    await expect(two.fetch(ID)).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    expect(storedAt(two)).toEqual([]);
  });
});
