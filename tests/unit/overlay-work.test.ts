import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { openKeptVectors } from '../../src/plugins/index-rebuild/server/src/backends/embedded/overlay/kept-vectors';
import type { Overlay } from '../../src/plugins/index-rebuild/server/src/backends/embedded/overlay/overlay';
import { IndexRebuildError } from '../../src/plugins/index-rebuild/server/src/domain/errors';
import { recordKey, type RecordRef } from '../../src/plugins/index-rebuild/server/src/domain/record';
import type { StagedRecord } from '../../src/plugins/index-rebuild/server/src/pipeline/build-context';
import type { NamedProblem } from '../../src/plugins/index-rebuild/server/src/pipeline/stage-record';
import type { IndexedRecord } from '../../src/plugins/index-rebuild/server/src/ports/generation-writer';
import type { OverlayOutcome } from '../../src/plugins/index-rebuild/server/src/ports/searcher';
import type { SourceRecord } from '../../src/plugins/index-rebuild/server/src/ports/source';
import type { Held } from '../../src/plugins/index-rebuild/server/src/processes/searcher/overlay-record';
import { createOverlayWork } from '../../src/plugins/index-rebuild/server/src/processes/searcher/overlay-work';
import { overlayLimit } from '../../src/plugins/index-rebuild/server/src/services/overlay/plan';
import { until } from '../support/until';

const UID = 'api::page.page';
const keyOf = (documentId: string): string => `${UID}:${documentId}:`;
const put = (version: number, documentId: string, text: string) => ({
  version,
  record: { uid: UID, documentId, locale: null, values: { text } } as SourceRecord,
});

/** A text becomes its sentences; its fingerprint is the text itself. */
const stage = ({ uid, documentId, locale, values }: SourceRecord): StagedRecord | NamedProblem => {
  const text = String(values.text);
  if (text === '') return { code: 'RECORD_WITHOUT_TEXT', message: 'No text.', name: documentId };
  const passages = text.split('. ').map((one) => ({ text: one, embedded: one }));
  return {
    ...{ uid, documentId, locale, text, name: documentId, tagged: null },
    ...{ fingerprint: Buffer.from(text).toString('hex'), textHash: text },
    passages: passages.length > 1 ? passages : [],
    ...{ fields: { text }, filterable: {}, tags: [] },
  };
};

const open = (held: (documentId: string) => Held | undefined = () => undefined) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'index-rebuild-'));
  const records = new Map<string, IndexedRecord>();
  const hidden = new Set<string>();
  const outcomes: OverlayOutcome[] = [];
  const embedded: string[][] = [];
  const said: string[] = [];
  const world = { embed: async (): Promise<void> => {} };
  const overlay = {
    find: (key: string) => records.get(key),
    put: (record: IndexedRecord) => void records.set(keyOf(record.documentId), record),
    drop: (key: string) => void (records.delete(key), hidden.delete(key)),
    hide: (record: RecordRef) => void (records.delete(recordKey(record)), hidden.add(recordKey(record))),
    setValues: () => {},
  } as unknown as Overlay;
  const work = createOverlayWork({
    ...{ overlay, stage, dimensions: 1, batchSize: 2 },
    held: async ({ documentId }) => held(documentId),
    filterableOf: () => ({}),
    async embed(texts) {
      embedded.push([...texts]);
      await world.embed();
      if (texts.some((text) => text.includes('bad')))
        throw new IndexRebuildError('EMBEDDING_FAILED', 'The text is bad.');
      return Float32Array.from(texts, (text) => text.length);
    },
    kept: openKeptVectors(folder),
    giveWay: async () => {},
    tell: (told) => void outcomes.push(...told),
    log: {
      debug: () => {},
      info: (message) => void said.push(`info ${message}`),
      warn: (message) => void said.push(`warn ${message}`),
    },
  });
  const stateOf = (documentId: string) => outcomes.findLast(({ key }) => key === keyOf(documentId));
  return { folder, records, hidden, outcomes, embedded, said, world, work, stateOf };
};

describe('the work on an overlay', () => {
  let opened: ReturnType<typeof open>;
  afterEach(() => rmSync(opened.folder, { recursive: true, force: true }));

  const ended = (documentId: string) => until(documentId, () => opened.stateOf(documentId));

  it('embeds what is put, tells of it, and never embeds a text twice', async () => {
    opened = open();
    opened.work.change({ put: [put(1, 'a', 'one. two')], drop: [] });
    expect(await ended('a')).toMatchObject({ version: 1, state: 'searchable' });
    expect(Array.from(opened.records.get(keyOf('a'))?.vectors ?? [])).toEqual([8, 3, 3]);
    const before = opened.embedded.length;
    opened.work.change({ put: [], drop: [keyOf('a')] });
    expect(opened.records.size).toBe(0);
    opened.work.change({ put: [put(2, 'a', 'one. two')], drop: [] });
    await until('version 2', () => opened.stateOf('a')?.version === 2);
    expect(opened.embedded).toHaveLength(before);
    expect(opened.records.size).toBe(1);
  });

  it('embeds only the passages of an edited record that are new', async () => {
    const held = { fingerprint: 'other', textHash: 'other', passages: ['one', 'two'] };
    opened = open(() => ({ ...held, vectors: Float32Array.from([9, 1, 2]) }));
    opened.work.change({ put: [put(1, 'a', 'two. three')], drop: [] });
    await ended('a');
    expect(opened.embedded.flat().sort()).toEqual(['three', 'two. three']);
    expect(Array.from(opened.records.get(keyOf('a'))?.vectors ?? [])).toEqual([10, 2, 5]);
  });

  it('leaves to the generation what it has just so', async () => {
    const [text] = ['one. two'];
    const held = { fingerprint: Buffer.from(text).toString('hex'), textHash: text, passages: [] };
    opened = open(() => ({ ...held, vectors: new Float32Array(3) }));
    opened.work.change({ put: [put(1, 'a', text)], drop: [] });
    expect(await ended('a')).toMatchObject({ state: 'indexed' });
    expect([opened.records.size, opened.embedded.length]).toEqual([0, 0]);
  });

  it('holds the last of several versions, and nothing of a record that is taken away meanwhile', async () => {
    opened = open();
    let go = (): void => {};
    opened.world.embed = () => new Promise((resolve) => (go = resolve));
    opened.work.change({ put: [put(1, 'a', 'first'), put(2, 'b', 'kept')], drop: [] });
    await until('the first batch', () => opened.embedded.length === 1);
    opened.work.change({ put: [put(3, 'a', 'second')], drop: [] });
    opened.work.change({ put: [], drop: [keyOf('b')] });
    opened.world.embed = async () => {};
    go();
    await until('version 3', () => opened.stateOf('a')?.version === 3);
    expect([...opened.records.values()].map(({ fields }) => fields.text)).toEqual(['second']);
  });

  it('refuses only the record whose text the embedder refuses', async () => {
    opened = open();
    opened.work.change({ put: [put(1, 'a', 'good'), put(2, 'b', 'bad'), put(3, 'c', 'fine')], drop: [] });
    await Promise.all(['a', 'b', 'c'].map(ended));
    expect(['a', 'b', 'c'].map((id) => opened.stateOf(id)?.state)).toEqual([
      'searchable',
      'refused',
      'searchable',
    ]);
  });

  it('hides the version before of a record without text, but not of one whose text is refused', async () => {
    opened = open();
    opened.work.change({ put: [put(1, 'a', 'bad'), put(2, 'b', ''), put(3, 'c', 'fine')], drop: [] });
    await Promise.all(['a', 'b', 'c'].map(ended));
    expect([...opened.hidden]).toEqual([keyOf('b')]);
    opened.work.change({ put: [], drop: [keyOf('b')] });
    expect([...opened.hidden]).toEqual([]);
  });

  it('tries again after an outage', async () => {
    opened = open();
    opened.world.embed = async () => {
      opened.world.embed = async () => {};
      throw new IndexRebuildError('EMBEDDER_UNAVAILABLE', 'Down.');
    };
    opened.work.change({ put: [put(1, 'a', 'one')], drop: [] });
    expect(await ended('a')).toMatchObject({ state: 'embedder' });
    await until('the next try', () => opened.stateOf('a')?.state === 'searchable' && opened.said.length > 1);
    expect(opened.said).toEqual([
      expect.stringMatching(/^warn .*wait for the embedder \(EMBEDDER_UNAVAILABLE\): 1\./),
      'info records beside the index are embedded again',
    ]);
  });
});

describe('kept vectors', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'index-rebuild-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const kept = openKeptVectors(folder);

  it('are found as they were kept, unless they are damaged', async () => {
    await kept.keep('a1', Float32Array.from([0.5, -0.25]));
    expect((await kept.find('a1'))?.vectors).toEqual(Float32Array.from([0.5, -0.25]));
    const file = path.join(folder, readdirSync(folder)[0]);
    const bytes = readFileSync(file);
    bytes[bytes.length - 1] ^= 1;
    writeFileSync(file, bytes);
    expect(await kept.find('a1')).toBeNull();
    writeFileSync(file, bytes.subarray(0, 10));
    expect(await kept.find('a1')).toBeNull();
    expect(await kept.find('b2')).toBeNull();
  });

  it('are removed when there are too many, the oldest first', async () => {
    for (const [at, name] of ['c1', 'c2', 'c3', 'c4'].entries()) {
      await kept.keep(name, Float32Array.from([1]));
      utimesSync(path.join(folder, `${name}.f32`), at + 1, at + 1);
    }
    await kept.prune(2);
    expect((await kept.list()).sort()).toEqual(['a1', 'c4']);
  });

  it('leave nothing of what was never finished: after an hour, or when all of it goes', async () => {
    const [young, old] = ['d1.f32.17', 'd2.f32.18'].map((name) => path.join(folder, name));
    for (const file of [young, old]) writeFileSync(file, 'half');
    utimesSync(old, 1, 1);
    await kept.prune(10);
    expect([young, old].map(existsSync)).toEqual([true, false]);
    await kept.prune(0);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('the limit of an overlay', () => {
  const limits = { maxRecords: 2_000, maxShare: 0.1 };

  it.each([
    [0, 500],
    [60, 500],
    [8_000, 800],
    [100_000, 2_000],
  ])('beside %i records is %i', (records, limit) => expect(overlayLimit(limits, records)).toBe(limit));

  it('is never above the maximum', () => expect(overlayLimit({ maxRecords: 3, maxShare: 1 }, 60)).toBe(3));
});
