import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { writeManifest } from '../../src/plugins/index-rebuild/server/src/backends/embedded/files/manifest-file';
import { openVectorCache } from '../../src/plugins/index-rebuild/server/src/backends/embedded/files/vector-cache';
import { vectorChecksum } from '../../src/plugins/index-rebuild/server/src/domain/vectors';
import { checksumOf } from '../../src/plugins/index-rebuild/server/src/lib/checksum';
import { aManifest, anIndexSpec, aSource, UID } from './support/samples';

const SPEC = anIndexSpec({
  sources: [aSource({ passages: { field: 'bio', context: '', maxPerRecord: 24, minLength: 25 } })],
});

/** A unit vector that no other row has. */
const vectorOf = (row: number): number[] => [Math.cos(row), Math.sin(row), 0, 0];

const refOf = (documentId: string) => ({ uid: UID, documentId, locale: null });

describe('passages that a generation holds', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'known-passages-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A generation of two records: rows 0 to 2 are the first one's, rows 3 and 4 the second one's. */
  const seal = async (changes: object = {}, lines = [['Reefs.', 'Fish.'], ['Bread.']]): Promise<string> => {
    const directory = path.join(folder, '7-abcdefgh');
    mkdirSync(directory);
    const vectors = Float32Array.from([0, 1, 2, 3, 4].flatMap(vectorOf));
    const texts = lines.map((passages) => `${JSON.stringify({ name: '', passages, fields: {} })}\n`);
    writeFileSync(path.join(directory, 'vectors.f32'), new Uint8Array(vectors.buffer));
    writeFileSync(path.join(directory, 'passages.jsonl'), texts.join(''));
    const entryOf = (documentId: string, first: number, rows: number) => {
      const checksum = vectorChecksum(vectors.slice(first * 4, (first + rows) * 4));
      return { ...refOf(documentId), fingerprint: documentId, rows, checksum };
    };
    const files = { 'passages.jsonl': await checksumOf(path.join(directory, 'passages.jsonl')) };
    const records = [entryOf('one', 0, 3), entryOf('two', 3, 2)];
    await writeManifest(directory, aManifest({ spec: SPEC, files, records, ...changes }));
    return directory;
  };

  /** Rows by the number that `vectorOf` made them of; null for texts that are not known. */
  const find = async (
    directory: string,
    documentId: string,
    texts: readonly string[]
  ): Promise<(number | null)[]> => {
    const cache = await openVectorCache([directory], SPEC);
    const found = await cache.findPassages(refOf(documentId), texts);
    await cache.close();
    return found.map((vector) => vector && Math.round(Math.atan2(vector[1], vector[0]) * 1e4) / 1e4);
  };

  const angleOf = (row: number): number => Math.round(Math.atan2(Math.sin(row), Math.cos(row)) * 1e4) / 1e4;

  it('are found by their record and text, wherever they stand now', async () => {
    const directory = await seal();
    expect(await find(directory, 'one', ['Fish.', 'New.', 'Reefs.'])).toEqual([angleOf(2), null, angleOf(1)]);
    expect(await find(directory, 'two', ['Bread.', 'Fish.'])).toEqual([angleOf(4), null]);
    expect(await find(directory, 'three', ['Bread.'])).toEqual([null]);
  });

  it.each<[string, object]>([
    ['another model', { spec: { ...SPEC, modelHash: 'another' } }],
    ['a context that was embedded with them', { spec: anIndexSpec() }],
    ['a source without passages', { spec: { ...SPEC, sources: [aSource({ passages: null })] } }],
  ])('are not known with %s', async (_, changes) => {
    expect(await find(await seal(changes), 'one', ['Fish.'])).toEqual([null]);
  });

  it('are not known when their texts are damaged', async () => {
    const directory = await seal();
    const other = [['Fish.', 'Reefs.'], ['Bread.']].map((passages) => JSON.stringify({ passages }));
    writeFileSync(path.join(directory, 'passages.jsonl'), `${other.join('\n')}\n`);
    expect(await find(directory, 'one', ['Fish.'])).toEqual([null]);
  });

  it('are not known when their vectors are damaged', async () => {
    const directory = await seal();
    const other = Float32Array.from([0, 1, 3, 3, 4].flatMap(vectorOf));
    writeFileSync(path.join(directory, 'vectors.f32'), new Uint8Array(other.buffer));
    expect(await find(directory, 'one', ['Reefs.'])).toEqual([null]);
    expect(await find(directory, 'two', ['Bread.'])).toEqual([angleOf(4)]);
  });

  it('are not known when a record has fewer than vectors', async () => {
    expect(await find(await seal({}, [['Fish.'], ['Bread.']]), 'one', ['Fish.'])).toEqual([null]);
  });
});
