import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import {
  readManifestEntries,
  readManifestHead,
} from '../../src/plugins/index-rebuild/server/src/backends/embedded/files/manifest-entries';
import { readManifest } from '../../src/plugins/index-rebuild/server/src/backends/embedded/files/manifest-file';
import { sourceHash, specHash } from '../../src/plugins/index-rebuild/server/src/domain/index-spec';
import type { ManifestRecord } from '../../src/plugins/index-rebuild/server/src/domain/manifest';
import { aSource, anIndexSpec, UID } from './support/samples';

const { uid, ...wording } = aSource();
const { model, modelHash, dimensions } = anIndexSpec();

/** An index spec as version 2 had it, when there was one source. */
const FORMER_SPEC = { source: uid, ...wording, model, modelHash, dimensions };

const entry = (documentId: string) => ({
  ...{ documentId, locale: 'en', fingerprint: `f-${documentId}`, textHash: 't' },
  ...{ rows: 1, checksum: '0123456789abcdef' },
});

const HEAD = {
  ...{ version: 2, generation: '7-abcdefgh', run: '7', createdAt: '2026-01-31T12:00:00.000Z' },
  ...{ spec: FORMER_SPEC, specHash: specHash(FORMER_SPEC as never) },
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

  it('has fingerprints that are still valid: its index spec hashed to what its source hashes to', () => {
    expect(sourceHash(aSource(), anIndexSpec())).toBe(HEAD.specHash);
  });
});
