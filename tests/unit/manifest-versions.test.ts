import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import {
  readManifestEntries,
  readManifestHead,
} from '../../src/plugins/index-rebuild/server/src/backends/embedded/files/manifest-entries';
import { readManifest } from '../../src/plugins/index-rebuild/server/src/backends/embedded/files/manifest-file';
import {
  fingerprint,
  sourceHash,
  sourceHashes,
  specHash,
  textHash,
} from '../../src/plugins/index-rebuild/server/src/domain/index-spec';
import type { ManifestRecord } from '../../src/plugins/index-rebuild/server/src/domain/manifest';
import { aSource, anIndexSpec, UID } from './support/samples';

const { uid, ...wording } = aSource();
const { model, modelHash, dimensions } = anIndexSpec();

/** An index spec as version 2 had it, when there was one source. */
const FORMER_SPEC = { source: uid, ...wording, model, modelHash, dimensions };

/** What the code that wrote version 2 made of that index spec and of this record. */
const WRITTEN = {
  specHash: 'eb93b0e747e510330597520beae5a429a5131690b781b506c9d45056c6d9074c',
  fingerprint: '3e82c7814cdab45e238ccfee5391d203',
  textHash: 'cd4f7980',
  text: 'Ada Moor\nRestorer, Workshop\nShe repairs violins. Twice a year she teaches.',
  values: {
    ...{ name: 'Ada Moor', title: 'Restorer', organization: 'Workshop', tags: ['wood', 'strings'] },
    bio: 'She repairs violins. Twice a year she teaches.',
  },
};

const entry = (documentId: string) => ({
  ...{ documentId, locale: 'en', fingerprint: `f-${documentId}`, textHash: 't' },
  ...{ rows: 1, checksum: '0123456789abcdef' },
});

const HEAD = {
  ...{ version: 2, generation: '7-abcdefgh', run: '7', createdAt: '2026-01-31T12:00:00.000Z' },
  ...{ spec: FORMER_SPEC, specHash: WRITTEN.specHash },
  engine: { name: 'an-engine', kind: 'flat', effort: null },
  counts: { records: 2, rows: 2, failed: 0 },
  files: {},
};

describe('a manifest of version 2', () => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'manifest-'));

  beforeAll(() => {
    const lines = [entry('one'), entry('two')].map((record) => JSON.stringify(record)).join(',\n');
    const text = `${JSON.stringify(HEAD, null, 2).slice(0, -2)},\n  "records": [\n${lines}\n]}\n`;
    writeFileSync(path.join(directory, 'manifest.json'), text);
  });

  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('is read as one of the present version', async () => {
    const manifest = await readManifest(directory);
    expect(manifest).toMatchObject({ version: 3, spec: anIndexSpec(), specHash: specHash(anIndexSpec()) });
    expect(manifest.records).toEqual([entry('one'), entry('two')].map((record) => ({ uid: UID, ...record })));
  });

  it('is read line by line with the same result', async () => {
    const records: ManifestRecord[] = [];
    const head = await readManifestEntries(directory, (record) => records.push(record));
    const { records: whole, ...rest } = await readManifest(directory);
    expect(records).toEqual(whole);
    expect(head).toEqual(rest);
    expect(await readManifestHead(directory)).toEqual(rest);
  });

  it('has fingerprints that are still valid: its index spec hashed to what its source hashes to', async () => {
    const { spec } = await readManifest(directory);
    const [source] = spec.sources;
    const hash = sourceHash(source, spec);
    expect(hash).toBe(WRITTEN.specHash);
    expect(fingerprint(hash, source, WRITTEN.values)).toBe(WRITTEN.fingerprint);
    expect(textHash(source, WRITTEN.values, WRITTEN.text)).toBe(WRITTEN.textHash);
  });

  it('keeps them when a second source is added, and loses them when its own source changes', async () => {
    const { spec } = await readManifest(directory);
    const more = { ...spec, sources: [...spec.sources, aSource({ uid: 'api::page.page' })] };
    expect(sourceHashes(more).get(UID)).toBe(WRITTEN.specHash);
    const other = { ...spec, sources: [aSource({ template: '{name}' })] };
    expect(sourceHashes(other).get(UID)).not.toBe(WRITTEN.specHash);
  });

  it.each<[string, object]>([
    ['without an index spec', { spec: undefined }],
    ['without the passages of its source', { spec: { ...FORMER_SPEC, passages: undefined } }],
    ['whose records are no list', { records: {} }],
    ['with a record that is no object', { records: [null] }],
  ])('is refused %s', async (_, spoiled) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'manifest-'));
    try {
      const text = JSON.stringify({ ...HEAD, records: [entry('one')], ...spoiled });
      writeFileSync(path.join(folder, 'manifest.json'), text);
      await expect(readManifest(folder)).rejects.toMatchObject({ code: 'GENERATION_CORRUPT' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
