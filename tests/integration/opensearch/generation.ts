import path from 'node:path';

import { inventExperts } from '../../../scripts/experts/index.mjs';
import { lexicalEngine } from '../../../src/plugins/index-rebuild/server/src/backends/embedded/lexical/engine';
import { createValues } from '../../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/values';
import { passing } from '../../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/verdict';
import {
  openCluster,
  type Cluster,
} from '../../../src/plugins/index-rebuild/server/src/backends/opensearch/cluster/cluster';
import {
  readCompanion,
  writeCompanion,
} from '../../../src/plugins/index-rebuild/server/src/backends/opensearch/generation/companions';
import {
  addRecords,
  createIndex,
  listIndexes,
  namesOf,
  removeIndex,
  sealIndex,
  verifyIndex,
  type SealedIndex,
} from '../../../src/plugins/index-rebuild/server/src/backends/opensearch/generation/generation-index';
import { valuePathsOf } from '../../../src/plugins/index-rebuild/server/src/backends/opensearch/generation/mapping';
import {
  isSealed,
  listGenerations,
  readEntries,
  readSample,
  readSummary,
  readVectors,
  verifyGeneration,
} from '../../../src/plugins/index-rebuild/server/src/backends/opensearch/generation/reads';
import { withinQuery } from '../../../src/plugins/index-rebuild/server/src/backends/opensearch/searcher/allowed';
import {
  firstRound,
  secondRound,
} from '../../../src/plugins/index-rebuild/server/src/backends/opensearch/searcher/retrieval';
import { openVectorCache } from '../../../src/plugins/index-rebuild/server/src/backends/opensearch/vector-cache';
import { wordsQuery } from '../../../src/plugins/index-rebuild/server/src/backends/opensearch/searcher/words';
import { openGenerationWriter } from '../../../src/plugins/index-rebuild/server/src/backends/opensearch/generation/writer';
import { specHash } from '../../../src/plugins/index-rebuild/server/src/domain/index-spec';
import type { FilterValue, RecordFilter } from '../../../src/plugins/index-rebuild/server/src/domain/filter';
import { momentsOf, semanticScore } from '../../../src/plugins/index-rebuild/server/src/domain/ranking';
import { recordKey } from '../../../src/plugins/index-rebuild/server/src/domain/record';
import { seededRandom } from '../../../src/plugins/index-rebuild/server/src/lib/seeded-random';
import type { IndexedRecord } from '../../../src/plugins/index-rebuild/server/src/ports/generation-writer';
import type { GenerationEntry } from '../../../src/plugins/index-rebuild/server/src/ports/search-backend';
import {
  ACCESS,
  itOnOwnNodes,
  REPLICAS,
  uniquePrefix,
  type OpenSearchCluster,
} from '../../support/opensearch-cluster';
import { cosine } from '../../support/opensearch-corpus';
import { temporaryFolder } from '../../support/test-app';
import { until } from '../../support/until';
import { clusteredVectors, DIMENSIONS } from '../../unit/support/clusters';
import { anIndexSpec, aSource, UID } from '../../unit/support/samples';

/* The backend's own code on real nodes: how a generation is written, sealed, asked and removed. */

const RECORDS = 600;
const ROWS = 3;
const PREFIX = uniquePrefix();

const spec = anIndexSpec({
  dimensions: DIMENSIONS,
  sources: [
    aSource({
      filterable: ['place', 'tags', 'rank', 'open', 'team.since'],
      passages: { field: 'bio', context: '', maxPerRecord: 24, minLength: 25 },
    }),
  ],
});
const pathOf = valuePathsOf(spec);
const random = seededRandom(11);
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)];

const PLACES = ['Graz', 'graz', 'Wien', 'O’Hara', ''];
const TAGS = ['air', 'sky', 'silk'];
const RANKS = [-1.5, 0, 1, 2, 10];
const SINCE = ['2025-12-31', '2026-01-01', '2026-02-28'];
const LOCALES = [null, 'en', 'de'];

const maybe = <T>(value: T): T | null => (random() < 0.25 ? null : value);

const filterableOf = () =>
  Object.fromEntries(
    Object.entries({
      place: maybe(pick(PLACES)),
      tags: maybe(TAGS.filter(() => random() < 0.5)),
      rank: maybe(pick(RANKS)),
      open: maybe(random() < 0.5),
      'team.since': maybe(pick(SINCE)),
    }).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
  );

const vectors = clusteredVectors(RECORDS * ROWS, 40);

const records = inventExperts(RECORDS).map(
  ({ name, bio }, at): IndexedRecord => ({
    ...{ uid: UID, documentId: `d${at}`, locale: LOCALES[at % LOCALES.length], name },
    ...{ fingerprint: `f${at}`, textHash: `t${at}`, tags: [], fields: { bio } },
    passages: [bio.slice(0, 80), bio.slice(80, 160)],
    filterable: filterableOf(),
    vectors: Float32Array.from(vectors.slice(at * ROWS, (at + 1) * ROWS).flat()),
  })
);
const rids = records.map((record) => recordKey(record));
/** Each vector has a row, and so have the words. */
const TOTAL = RECORDS * (ROWS + 1);

const lexical = (() => {
  const builder = lexicalEngine.create();
  builder.add(records.map(({ name, fields, locale }, id) => ({ id, name, fields, locale })));
  return lexicalEngine.load(builder.serialise());
})();

const LANGUAGES = ['en', 'de'];

const TEXTS = [
  'teaches people about water',
  'years of work with children and music',
  'engineer who repairs bridges',
  'history of trade and old maps',
  'research on plants in the mountains',
  'the of and',
];

export const describeGeneration = (shared: () => OpenSearchCluster): void =>
  describe('a generation on OpenSearch', () => {
    const { signal } = new AbortController();
    const names = namesOf(PREFIX, '7-abcdef');
    let nodes: OpenSearchCluster;
    let cluster: Cluster;
    let sealed: SealedIndex;

    const create = async (generation: string, some: readonly IndexedRecord[] = []) => {
      const own = namesOf(PREFIX, generation);
      await createIndex(cluster, own, spec, { shards: 3 });
      await addRecords(cluster, own, spec, some, signal);
      return own;
    };

    const seal = (own: typeof names, expected: number, replicas = 0) =>
      sealIndex(cluster, own, { expected, replicas, signal });

    beforeAll(async () => {
      nodes = shared();
      const urls = nodes.nodes.map(({ url }) => url);
      cluster = openCluster({ nodes: urls, ...ACCESS, timeoutMs: 60_000 }, process.env);
      await create('7-abcdef', records);
      // As after an answer that was lost: what is there already is not written twice.
      await addRecords(cluster, names, spec, records.slice(0, 50), signal);
      sealed = await seal(names, TOTAL, REPLICAS);
    });

    afterAll(async () => {
      const left = (await listIndexes(cluster, PREFIX).catch(() => [])) ?? [];
      for (const index of left) await nodes.ask('DELETE', index).catch(() => {});
      await cluster?.close();
    });

    it('is sealed with every row once, and verified', async () => {
      expect(sealed.rows).toBe(TOTAL);
      await verifyIndex(cluster, names, sealed);
      const { body } = await nodes.ask('GET', `_cluster/health/${names.index}`);
      expect(body).toMatchObject({ status: 'green', active_shards: 3 * (1 + REPLICAS) });
    });

    it('refuses a writer that is late, who creates nothing either', async () => {
      const before = await listIndexes(cluster, PREFIX);
      await expect(addRecords(cluster, names, spec, records.slice(0, 2), signal)).rejects.toMatchObject({
        kind: 'closed',
      });
      // Nor does one that knows the index itself.
      const bulk = '{"create":{"_id":"late"}}\n{"rid":"late"}\n';
      const { body } = await nodes.ask('POST', `${names.index}/_bulk`, bulk);
      expect(body.items[0].create).toMatchObject({ status: 403, error: { type: 'cluster_block_exception' } });
      expect(await listIndexes(cluster, PREFIX)).toEqual(before);
      await verifyIndex(cluster, names, sealed);
    });

    it('refuses to seal an index that lacks a row', async () => {
      const own = await create('8-lacking', records.slice(0, 3));
      await expect(seal(own, 3 * (ROWS + 1) + 1)).rejects.toThrow('12 rows, and 13 were added');
      await removeIndex(cluster, own);
    });

    it('notices that an index of the same name is another one, or gone', async () => {
      const own = await create('9-again', records.slice(0, 3));
      const first = await seal(own, 12);
      await removeIndex(cluster, own);
      await expect(verifyIndex(cluster, own, first)).rejects.toMatchObject({ kind: 'missing' });
      await create('9-again', records.slice(0, 3));
      await seal(own, 12);
      await expect(verifyIndex(cluster, own, first)).rejects.toMatchObject({ kind: 'missing' });
      await removeIndex(cluster, own);
      await removeIndex(cluster, own);
      expect(await listIndexes(cluster, PREFIX)).toEqual([names.index]);
    });

    describe('keeps files in rows', () => {
      const CHUNK = 512 * 1024;
      const generation = '12-files';
      const own = namesOf(PREFIX, generation);
      const at = { index: own.index, generation };
      const rowOfChunk = (name: string, chunk: number): string =>
        `${own.index}/_doc/${encodeURIComponent(`file#${name}#${chunk}`)}?routing=${encodeURIComponent(`file#${name}#${chunk}`)}`;
      const bytesOf = (size: number): Uint8Array =>
        Uint8Array.from({ length: size }, () => Math.floor(random() * 256));
      const write = (name: string, bytes: Uint8Array) =>
        writeCompanion(cluster, own.writeAlias, { name, bytes }, signal);
      const damaged = {
        code: 'GENERATION_CORRUPT',
        message: expect.stringContaining('is not what was written'),
      };

      beforeAll(() => create(generation));
      afterAll(() => removeIndex(cluster, own));

      it.each([
        ['nothing', 0, 0],
        ['a byte', 1, 1],
        ['a chunk', CHUNK, 1],
        ['a chunk and a byte', CHUNK + 1, 2],
        ['more chunks than are sent together', 9 * CHUNK + 7, 10],
      ])('of %s, which come back as they were', async (name, size, chunks) => {
        const bytes = bytesOf(size);
        const written = await write(name, bytes);
        expect(written.chunks).toBe(chunks);
        // As after an answer that was lost.
        expect(await write(name, bytes)).toEqual(written);
        const read = await readCompanion(cluster, at, name, written);
        expect(Buffer.compare(read, bytes)).toBe(0);
      });

      it('and takes none that is damaged, shorter, or gone', async () => {
        const bytes = bytesOf(2 * CHUNK);
        const written = await write('words', bytes);
        await expect(readCompanion(cluster, at, 'words', { ...written, chunks: 1 })).rejects.toMatchObject(
          damaged
        );
        const changed = Uint8Array.from(bytes.subarray(CHUNK));
        changed[7] += 1;
        const body = { kind: 'file', bytes: Buffer.from(changed).toString('base64') };
        expect((await nodes.ask('PUT', rowOfChunk('words', 1), body)).status).toBe(200);
        await expect(readCompanion(cluster, at, 'words', written)).rejects.toMatchObject(damaged);
        expect((await nodes.ask('DELETE', rowOfChunk('words', 1))).status).toBe(200);
        await expect(readCompanion(cluster, at, 'words', written)).rejects.toMatchObject(damaged);
      });
    });

    it('tells a full disk from too much work', async () => {
      const own = await create('10-full');
      const flood = { index: { blocks: { read_only_allow_delete: true } } };
      await nodes.ask('PUT', `${own.index}/_settings`, flood);
      await expect(addRecords(cluster, own, spec, records.slice(0, 2), signal)).rejects.toMatchObject({
        kind: 'disk',
      });
      await removeIndex(cluster, own);
    });

    it('refuses a second index of the same name', async () => {
      await expect(create('7-abcdef')).rejects.toMatchObject({ kind: 'request' });
    });

    /** A filter that may compare what no record has, and negate what is empty. */
    const randomFilter = (depth: number): RecordFilter => {
      const fields: [string, readonly FilterValue[]][] = [
        ['place', PLACES],
        ['tags', TAGS],
        ['rank', RANKS],
        ['open', [true, false]],
        ['team.since', SINCE],
        ['unknown', ['x']],
      ];
      const [field, values] = pick(fields);
      const parts = () => Array.from({ length: Math.floor(random() * 4) }, () => randomFilter(depth - 1));
      const kinds: (() => RecordFilter)[] = [
        () => ({ kind: 'in', field, values: [pick(values), pick(values)] }),
        () => ({ kind: 'empty', field }),
        ...(field === 'open'
          ? []
          : [
              () => ({ kind: 'range', field, bounds: { from: pick(values) } }) as const,
              () => ({ kind: 'range', field, bounds: { above: pick(values), to: pick(values) } }) as const,
              () => ({ kind: 'range', field, bounds: { below: pick(values) } }) as const,
            ]),
        ...(depth === 0
          ? []
          : [
              () => ({ kind: 'and', of: parts() }) as const,
              () => ({ kind: 'or', of: parts() }) as const,
              () => ({ kind: 'not', of: randomFilter(depth - 1) }) as const,
            ]),
      ];
      return pick(kinds)();
    };

    it('filters as the embedded engine does', async () => {
      const values = createValues(records, { [UID]: spec.sources[0].filterable });
      records.forEach(({ filterable }, at) => values.put(at, filterable));
      const vector = Float32Array.from(vectors[0]);
      let passed = 0;
      for (let turn = 0; turn < 120; turn += 1) {
        const filter = randomFilter(3);
        const passes = passing(filter, values);
        const expected = rids.filter((_, at) => passes(at)).sort();
        const allowed = withinQuery([{ uid: UID, filter }], pathOf);
        const { near } = await firstRound(cluster, names.index, {
          vector,
          words: null,
          allowed,
          size: RECORDS,
        });
        // The graph finds some hundreds; all of them have passed, and few enough are all found.
        const wrong = near.filter((rid) => !expected.includes(rid));
        expect({ filter, wrong }).toEqual({ filter, wrong: [] });
        if (expected.length <= 100)
          expect({ filter, near: [...near].sort() }).toEqual({ filter, near: expected });
        passed += expected.length;
      }
      expect(passed).toBeGreaterThan(0);
    });

    it('finds only what a request allows', async () => {
      const vector = Float32Array.from(vectors[0]);
      const ask = async (within: object) => {
        const allowed = withinQuery([{ uid: UID, ...within }], pathOf);
        const request = { vector, words: wordsQuery([TEXTS[0]], LANGUAGES), allowed, size: 50 };
        const { near, worded } = await firstRound(cluster, names.index, request);
        return [...new Set([...near, ...worded.keys()])];
      };
      const german = await ask({ locale: 'de' });
      expect(german.length).toBeGreaterThan(0);
      expect(german.every((rid) => rid.endsWith(':de'))).toBe(true);
      expect(await ask({ only: ['d1', 'd2'] })).toEqual(expect.arrayContaining([rids[1], rids[2]]));
      expect(await ask({ only: [] })).toEqual([]);
    });

    it('scores words as the embedded engine does, and tells their spread', async () => {
      for (const text of TEXTS) {
        const own = lexical.search(text, LANGUAGES);
        const request = { vector: null, words: wordsQuery([text], LANGUAGES), size: RECORDS };
        const { worded, spread } = await firstRound(cluster, names.index, request);
        expect([...worded.keys()].sort()).toEqual(Array.from(own.records, (record) => rids[record]).sort());
        for (const record of own.records) {
          // Lucene keeps the length of a text in one byte, which rounds it.
          const share = (worded.get(rids[record]) ?? 0) / own.byRecord[record];
          expect(Math.abs(share - 1)).toBeLessThan(0.04);
        }
        expect(spread.count).toBe(own.records.length);
        const { mean, deviation } = momentsOf(own.scores, RECORDS);
        const theirs = spread.sum / RECORDS;
        expect(Math.abs(theirs - mean)).toBeLessThanOrEqual(0.04 * mean);
        const wide = Math.sqrt(Math.max(0, spread.squares / RECORDS - theirs * theirs));
        expect(Math.abs(wide - deviation)).toBeLessThanOrEqual(0.04 * deviation);
      }
    });

    it('compares exactly in the second round', async () => {
      for (const query of clusteredVectors(10, 40, 7)) {
        const vector = Float32Array.from(query);
        const { near } = await firstRound(cluster, names.index, { vector, words: null, size: 50 });
        const { cosines } = await secondRound(cluster, names.index, { vector, rids: near });
        expect(cosines.size).toBe(near.length);
        const best = (rid: string) => {
          const { whole, passages } = cosines.get(rid)!;
          return Math.max(whole, ...passages.map((one) => one.cosine));
        };
        const all = rids.map((rid, at) => ({
          rid,
          rows: vectors.slice(at * ROWS, (at + 1) * ROWS).map((row) => cosine(row, query)),
        }));
        for (const { rid, rows } of all.filter((one) => cosines.has(one.rid))) {
          const { whole, passages } = cosines.get(rid)!;
          const sorted = [...passages].sort((a, b) => a.row - b.row);
          [whole, ...sorted.map((one) => one.cosine)].forEach((found, row) =>
            expect(Math.abs(found - rows[row])).toBeLessThan(1e-4)
          );
        }
        const exact = all
          .sort((a, b) => Math.max(...b.rows) - Math.max(...a.rows))
          .slice(0, 10)
          .map(({ rid }) => rid);
        expect([...near].sort((a, b) => best(b) - best(a)).slice(0, 10)).toEqual(exact);
      }
    });

    describe('through its writer', () => {
      const GENERATION = '12-abc123';
      const directory = path.join(temporaryFolder(), GENERATION);
      const options = () => ({ cluster, prefix: PREFIX, shards: 3, replicas: REPLICAS, directory });
      const facts = { run: '12', createdAt: '2026-01-31T12:00:00.000Z', failed: 2, cutOff: null };

      const write = async (some: readonly IndexedRecord[]) => {
        const writer = await openGenerationWriter(options(), GENERATION, spec);
        // Lanes finish in any order.
        await Promise.all([writer.add(some.slice(0, 200)), writer.add(some.slice(200))]);
        await writer.build(() => {}, signal);
        return writer;
      };

      const meanings = (query: readonly number[]): number[] =>
        records.map((_, at) => {
          const [one, ...others] = vectors.slice(at * ROWS, (at + 1) * ROWS).map((row) => cosine(row, query));
          return semanticScore(one, Math.max(...others));
        });

      it('is a partial build until it is sealed, and then a generation', async () => {
        const writer = await write(records);
        expect(await writer.sample(signal)).toEqual({
          ...{ written: RECORDS * ROWS, indexed: RECORDS * ROWS, invalidRow: null, lostRow: null },
          recall: expect.any(Number),
        });
        expect((await writer.sample(signal)).recall).toBeGreaterThan(0.99);

        const queries = clusteredVectors(3, 40, 5);
        const around = await writer.surroundings(Float32Array.from(queries.flat()), signal);
        queries.forEach((query, at) => {
          const all = meanings(query);
          const { mean, deviation } = momentsOf(all, RECORDS);
          expect(Math.abs(around[at].nearest - Math.max(...all))).toBeLessThan(1e-4);
          // Of 256 records out of 600: within three standard errors.
          expect(Math.abs(around[at].mean - mean)).toBeLessThan((3 * deviation) / 16);
          expect(Math.abs(around[at].deviation / deviation - 1)).toBeLessThan(0.15);
        });

        const listed = async () =>
          (await listGenerations(cluster, PREFIX)).find(({ id }) => id === GENERATION);
        expect(await listed()).toMatchObject({ complete: false });
        expect(await isSealed(cluster, PREFIX, GENERATION)).toBe(false);
        await expect(readSummary(cluster, PREFIX, GENERATION)).rejects.toMatchObject({
          code: 'GENERATION_MISSING',
        });
        const { bytes } = await writer.seal(facts);
        await writer.close();
        expect(bytes).toBeGreaterThan(0);
        expect(await listed()).toMatchObject({ complete: true });
        expect(await isSealed(cluster, PREFIX, GENERATION)).toBe(true);
        expect(await isSealed(cluster, PREFIX, '99-neverbuilt00')).toBe(false);
        expect(await readSummary(cluster, PREFIX, GENERATION)).toEqual({
          ...{ run: '12', createdAt: new Date(facts.createdAt), records: RECORDS, rows: RECORDS * ROWS },
          ...{ spec, specHash: specHash(spec), bytes },
        });
        await verifyGeneration(cluster, PREFIX, GENERATION);
      });

      it('tells what it holds of each record', async () => {
        const entries: GenerationEntry[] = [];
        const { specHash: hash } = await readEntries(cluster, PREFIX, GENERATION, (entry) => {
          entries.push(entry);
        });
        expect(hash).toBe(specHash(spec));
        const byKey = new Map(entries.map((entry) => [recordKey(entry), entry]));
        expect(byKey.size).toBe(RECORDS);
        for (const { uid, documentId, locale, fingerprint, textHash } of records) {
          const entry = { uid, documentId, locale, fingerprint, textHash };
          expect(byKey.get(recordKey(entry))).toEqual(entry);
        }
      });

      it('gives vectors to the next build, and those of passages to one with the same model alone', async () => {
        const { index } = namesOf(PREFIX, GENERATION);
        const kept = { list: async () => [], find: async () => null, keep: async () => {} };
        const [{ uid, documentId, locale, fingerprint, passages, vectors: own }] = records;
        const cacheFor = (model: typeof spec) => openVectorCache(cluster, [index], { model, kept });
        const same = await cacheFor(spec);
        expect(await same.find(fingerprint)).toEqual(own);
        expect(await same.findPassages({ uid, documentId, locale }, [passages[1], 'another'])).toEqual([
          own.slice(2 * DIMENSIONS),
          null,
        ]);
        const other = await cacheFor({ ...spec, modelHash: 'another' });
        expect(await other.findPassages({ uid, documentId, locale }, passages)).toEqual([null, null]);
      });

      it('gives vectors back as they were written', async () => {
        const { index } = namesOf(PREFIX, GENERATION);
        const found = await readVectors(cluster, index, [...rids.slice(0, 150), 'unknown']);
        expect(found.size).toBe(150);
        records.slice(0, 150).forEach((record, at) => expect(found.get(rids[at])).toEqual(record.vectors));
        const sample = await readSample(cluster, index, await verifyGeneration(cluster, PREFIX, GENERATION));
        expect(sample).toHaveLength(256);
        for (const { rid, vectors: own } of sample) expect(own).toEqual(records[rids.indexOf(rid)].vectors);
      });

      it('takes nothing more once it is sealed, and is gone when it is removed', async () => {
        await expect(openGenerationWriter(options(), GENERATION, spec)).rejects.toThrow('already exists');
        await removeIndex(cluster, namesOf(PREFIX, GENERATION));
        await expect(verifyGeneration(cluster, PREFIX, GENERATION)).rejects.toMatchObject({
          code: 'GENERATION_MISSING',
        });
        const writer = await write(records.slice(0, 3));
        await writer.close();
        // An unsealed index of the same name is not the generation.
        await expect(verifyGeneration(cluster, PREFIX, GENERATION)).rejects.toMatchObject({
          code: 'GENERATION_MISSING',
        });
        await removeIndex(cluster, namesOf(PREFIX, GENERATION));
      });
    });

    itOnOwnNodes('gives no answer at all when a shard has none', async () => {
      const own = await create('11-alone', records.slice(0, 60));
      await seal(own, 60 * (ROWS + 1));
      const words = wordsQuery([TEXTS[0]], LANGUAGES);
      const request = { vector: Float32Array.from(vectors[0]), words, size: 50 };
      const asked = await firstRound(cluster, own.index, request);
      expect(asked.near.length).toBe(50);
      const { body } = await nodes.ask('GET', `_cat/shards/${own.index}?format=json`);
      const manager = await nodes.manager();
      const lost = nodes.nodes.find(
        ({ name }) => name !== manager.name && body.some(({ node }: { node: string }) => node === name)
      )!;
      // The copies of other indexes are replaced at once, and not after a minute.
      const settings = { index: { unassigned: { node_left: { delayed_timeout: '0s' } } } };
      await nodes.ask('PUT', '_all/_settings', settings);
      await nodes.kill(lost);
      for (let turn = 0; turn < 20; turn += 1) {
        await expect(firstRound(cluster, own.index, request)).rejects.toMatchObject({
          kind: expect.stringMatching(/^(partial|unreachable|busy)$/),
        });
      }
      await until('the index is removed', () =>
        removeIndex(cluster, own).then(
          () => true,
          () => false
        )
      );
      // The other generation has a copy of each shard, and answers on.
      await nodes.untilGreen();
      await until('a node answers', () =>
        verifyIndex(cluster, names, sealed).then(
          () => true,
          () => false
        )
      );
    });
  });
