import { appendFileSync, mkdtempSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { openVectorCache } from '../../src/plugins/index-rebuild/server/src/backends/embedded/files/vector-cache';
import { vectorChecksum } from '../../src/plugins/index-rebuild/server/src/domain/vectors';

const DIMENSIONS = 4;
const MODEL = { model: 'tiny', modelHash: 'm', dimensions: DIMENSIONS };

/** A unit vector that no other index has. */
const vectorOf = (index: number): Float32Array => {
  const angle = index / 10;
  return Float32Array.from([Math.cos(angle), Math.sin(angle), 0, 0]);
};

describe('the vector cache, read from partial builds', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'known-vectors-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const leave = (name: string, fingerprints: readonly string[]): string => {
    const directory = path.join(folder, name);
    mkdirSync(directory);
    for (const [index, fingerprint] of fingerprints.entries()) {
      const vector = vectorOf(index);
      appendFileSync(path.join(directory, 'vectors.f32'), new Uint8Array(vector.buffer));
      const entry = {
        documentId: `d${index}`,
        locale: null,
        fingerprint,
        rows: 1,
        checksum: vectorChecksum(vector),
      };
      appendFileSync(path.join(directory, 'records.jsonl'), `${JSON.stringify(entry)}\n`);
    }
    return directory;
  };

  const known = async (directories: string[], fingerprints: readonly string[]): Promise<boolean[]> => {
    const vectors = await openVectorCache(directories, MODEL);
    const found: boolean[] = [];
    for (const fingerprint of fingerprints) found.push((await vectors.find(fingerprint)) !== null);
    await vectors.close();
    return found;
  };

  it('finds vectors by fingerprint in several directories', async () => {
    const one = leave('one', ['a', 'b']);
    const two = leave('two', ['c']);
    expect(await known([one, two], ['a', 'b', 'c', 'x'])).toEqual([true, true, true, false]);
    const vectors = await openVectorCache([one], MODEL);
    expect(await vectors.find('b')).toEqual(vectorOf(1));
    await vectors.close();
  });

  it('uses vectors up to the line at which a crash cut the list', async () => {
    const directory = leave('cut', ['a', 'b']);
    appendFileSync(path.join(directory, 'records.jsonl'), '{"documentId":"d2","loc');
    expect(await known([directory], ['a', 'b'])).toEqual([true, true]);
  });

  it('uses no entry beyond the end of the vectors', async () => {
    const directory = leave('short', ['a', 'b']);
    truncateSync(path.join(directory, 'vectors.f32'), DIMENSIONS * 4 + 2);
    expect(await known([directory], ['a', 'b'])).toEqual([true, false]);
  });

  it('uses no vector whose bytes differ from those written', async () => {
    const directory = leave('damaged', ['a', 'b']);
    const wrong = Float32Array.from([...vectorOf(5), ...vectorOf(1)]);
    writeFileSync(path.join(directory, 'vectors.f32'), new Uint8Array(wrong.buffer));
    expect(await known([directory], ['a', 'b'])).toEqual([false, true]);
  });

  it('copes with directories that are missing', async () => {
    const directory = leave('gone', ['a']);
    rmSync(path.join(directory, 'vectors.f32'));
    expect(await known([directory, path.join(folder, 'never')], ['a'])).toEqual([false]);
  });

  it('finds those that earlier versions left, and tells how their fingerprints were made', async () => {
    const directory = path.join(folder, 'earlier');
    mkdirSync(directory);
    const vector = vectorOf(0);
    writeFileSync(path.join(directory, 'vectors.f32'), new Uint8Array(vector.buffer));
    const entry = { documentId: 'd', locale: null, fingerprint: 'f', text: 't' };
    const line = JSON.stringify({ ...entry, passages: 1, check: vectorChecksum(vector) });
    writeFileSync(path.join(directory, 'records.jsonl'), `${line}\n`);
    const vectors = await openVectorCache([directory], MODEL);
    expect(vectors.formerForms).toEqual(['recipe']);
    expect(await vectors.find('f')).toEqual(vector);
    await vectors.close();
  });
});
