import { mkdtempSync, rmSync, truncateSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { readManifestEntries } from '../../src/plugins/index-rebuild/server/src/backends/embedded/files/manifest-entries';
import {
  readManifest,
  writeManifest,
} from '../../src/plugins/index-rebuild/server/src/backends/embedded/files/manifest-file';
import type { ManifestRecord } from '../../src/plugins/index-rebuild/server/src/domain/manifest';
import { aManifest } from './support/samples';

describe('the entries of a manifest, read line by line', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(path.join(os.tmpdir(), 'index-rebuild-'));
  });

  afterEach(() => rmSync(directory, { recursive: true }));

  const read = async () => {
    const records: ManifestRecord[] = [];
    const head = await readManifestEntries(directory, (record) => records.push(record));
    return { ...head, records };
  };

  it('are those of the whole manifest, with or without the hash of a text', async () => {
    const [first, second] = aManifest().records;
    await writeManifest(directory, aManifest({ records: [{ ...first, text: '0a1b2c3d' }, second] }));
    expect(await read()).toEqual(await readManifest(directory));
  });

  it('are refused when the manifest is missing or cut short', async () => {
    await expect(read()).rejects.toMatchObject({ code: 'GENERATION_MISSING' });
    await writeManifest(directory, aManifest());
    for (const length of [700, 200, 0]) {
      truncateSync(path.join(directory, 'manifest.json'), length);
      await expect(read()).rejects.toMatchObject({ code: 'GENERATION_CORRUPT' });
    }
  });
});
