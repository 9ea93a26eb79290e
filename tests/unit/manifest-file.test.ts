import { appendFile, mkdir, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';

import { checksumOf } from '../../src/plugins/index-rebuild/server/src/lib/checksum';
import {
  readManifest,
  verifyFiles,
  writeManifest,
} from '../../src/plugins/index-rebuild/server/src/backends/embedded/files/manifest-file';
import { openVerified } from '../../src/plugins/index-rebuild/server/src/backends/embedded/files/verified-files';
import { FILES, type Manifest } from '../../src/plugins/index-rebuild/server/src/domain/manifest';
import { aManifest, manifestJson } from './support/samples';
import { useTemporaryFolder } from './support/temporary-folder';

describe('checksumOf', () => {
  const inFolder = useTemporaryFolder();

  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('is the size and the SHA-256 of a file', async (text, sha256) => {
    await writeFile(inFolder('file'), text);
    expect(await checksumOf(inFolder('file'))).toEqual({ bytes: text.length, sha256 });
  });

  it('reads past its buffer', async () => {
    await writeFile(inFolder('file'), Buffer.alloc((1 << 20) + 1));
    const { bytes, sha256 } = await checksumOf(inFolder('file'));
    expect(bytes).toBe((1 << 20) + 1);
    await writeFile(inFolder('file'), Buffer.concat([Buffer.alloc(1 << 20), Buffer.from([1])]));
    expect((await checksumOf(inFolder('file'))).sha256).not.toBe(sha256);
  });

  it('is an error for a file that is not there', async () => {
    await expect(checksumOf(inFolder('missing'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('the manifest of a generation', () => {
  const inFolder = useTemporaryFolder();
  const generation = (): string => inFolder('7-abcdefgh');
  const file = (name: string): string => inFolder('7-abcdefgh', name);

  beforeEach(() => mkdir(generation()));

  it.each<[string, Manifest]>([
    ['records', aManifest()],
    ['no records', aManifest({ records: [] })],
    ['names in every script', aManifest({ generation: '7-abcdefgh', run: 'a\u2028"\\東京🐠' })],
  ])('is read as it was written: %s', async (_, manifest) => {
    await writeManifest(generation(), manifest);
    expect(await readManifest(generation())).toEqual(manifest);
    expect(await readdir(generation())).toEqual([FILES.manifest]);
  });

  it('has a line for every record', async () => {
    const manifest = aManifest();
    await writeManifest(generation(), manifest);
    const lines = (await readFile(file(FILES.manifest), 'utf8')).split('\n');
    for (const record of manifest.records) {
      expect(lines.filter((line) => line.includes(record.fingerprint))).toHaveLength(1);
    }
  });

  it('replaces an existing one', async () => {
    await writeManifest(generation(), aManifest({ run: '7' }));
    await writeManifest(generation(), aManifest({ run: '8' }));
    expect((await readManifest(generation())).run).toBe('8');
  });

  it('stays as it was when the new one cannot be written', async () => {
    await writeManifest(generation(), aManifest({ run: '7' }));
    await mkdir(file(`${FILES.manifest}.tmp`));
    await expect(writeManifest(generation(), aManifest({ run: '8' }))).rejects.toThrow();
    expect((await readManifest(generation())).run).toBe('7');
  });

  it('is missing when there is no file or no directory', async () => {
    await expect(readManifest(generation())).rejects.toMatchObject({ code: 'GENERATION_MISSING' });
    await rm(generation(), { recursive: true });
    const missing = expect.stringContaining('7-abcdefgh');
    await expect(readManifest(generation())).rejects.toMatchObject({
      code: 'GENERATION_MISSING',
      message: missing,
    });
  });

  it('is missing after a crash before the rename', async () => {
    await writeManifest(inFolder(), aManifest());
    await writeFile(file(`${FILES.manifest}.tmp`), await readFile(inFolder(FILES.manifest)));
    await expect(readManifest(generation())).rejects.toMatchObject({ code: 'GENERATION_MISSING' });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['cut short', async () => truncate(file(FILES.manifest), 200)],
    ['empty', async () => truncate(file(FILES.manifest), 0)],
    [
      'of another version',
      async () => writeFile(file(FILES.manifest), JSON.stringify(manifestJson({ version: 1 }))),
    ],
    ['JSON of something else', async () => writeFile(file(FILES.manifest), '[]')],
    ['followed by something', async () => appendFile(file(FILES.manifest), '{}')],
    ['a directory', async () => rm(file(FILES.manifest)).then(() => mkdir(file(FILES.manifest)))],
  ])('is corrupt when it is %s', async (_, damage) => {
    await writeManifest(generation(), aManifest());
    await damage();
    await expect(readManifest(generation())).rejects.toMatchObject({
      code: 'GENERATION_CORRUPT',
      message: expect.stringContaining('7-abcdefgh'),
    });
  });

  describe('and its files', () => {
    let manifest: Manifest;

    beforeEach(async () => {
      await writeFile(file(FILES.index), 'the index');
      await writeFile(file(FILES.vectors), Buffer.alloc(64, 7));
      const files = {
        [FILES.index]: await checksumOf(file(FILES.index)),
        [FILES.vectors]: await checksumOf(file(FILES.vectors)),
      };
      manifest = aManifest({ files });
    });

    it('match', async () => {
      await expect(verifyFiles(generation(), manifest)).resolves.toBeUndefined();
    });

    it.each<[string, string, () => Promise<void>]>([
      ['changed in one byte', FILES.index, () => writeFile(file(FILES.index), 'the Index')],
      ['cut short', FILES.vectors, () => truncate(file(FILES.vectors), 63)],
      ['longer', FILES.vectors, () => appendFile(file(FILES.vectors), '\0')],
      ['empty', FILES.index, () => truncate(file(FILES.index), 0)],
      ['gone', FILES.vectors, () => rm(file(FILES.vectors))],
    ])('do not match when one is %s: %s is named', async (_, name, damage) => {
      await damage();
      await expect(verifyFiles(generation(), manifest)).rejects.toMatchObject({
        code: 'GENERATION_CORRUPT',
        message: expect.stringContaining(name),
      });
      await expect(all()).rejects.toMatchObject({
        code: 'GENERATION_CORRUPT',
        message: expect.stringContaining(name),
      });
    });

    /** Reads one of the two, and compares the other. */
    const all = async (): Promise<Uint8Array> => {
      const files = openVerified(generation(), manifest, async () => {});
      const bytes = await files.read(FILES.vectors);
      await files.verifyOthers();
      return bytes;
    };

    it('are read as they were written', async () => {
      expect(await all()).toEqual(new Uint8Array(64).fill(7));
    });

    it('are not read when the manifest does not name them', async () => {
      const files = openVerified(generation(), manifest, async () => {});
      await writeFile(file(FILES.lexical), 'words');
      await expect(files.read(FILES.lexical)).rejects.toMatchObject({ code: 'GENERATION_CORRUPT' });
    });

    it('are read in pieces, between which others can work', async () => {
      const bytes = Buffer.alloc(3_000_000, 'pieces');
      await writeFile(file(FILES.passages), bytes);
      manifest = aManifest({ files: { [FILES.passages]: await checksumOf(file(FILES.passages)) } });
      let steps = 0;
      const files = openVerified(generation(), manifest, async () => void (steps += 1));
      expect(Buffer.from(await files.read(FILES.passages)).equals(bytes)).toBe(true);
      expect(steps).toBeGreaterThan(1);
    });
  });
});
