import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { engineFor } from '../../../src/plugins/index-rebuild/server/src/backends/embedded/engines';
import { lexicalEngine } from '../../../src/plugins/index-rebuild/server/src/backends/embedded/lexical/engine';
import {
  readPoints,
  type Points,
} from '../../../src/plugins/index-rebuild/server/src/backends/embedded/projection/points';
import { scanEngine } from '../../../src/plugins/index-rebuild/server/src/backends/embedded/scan/engine';
import { openGenerationWriter as openFiles } from '../../../src/plugins/index-rebuild/server/src/backends/embedded/writer';
import {
  openCluster,
  type Cluster,
} from '../../../src/plugins/index-rebuild/server/src/backends/opensearch/cluster/cluster';
import {
  namesOf,
  removeIndex,
} from '../../../src/plugins/index-rebuild/server/src/backends/opensearch/generation/generation-index';
import { readRemotePoints } from '../../../src/plugins/index-rebuild/server/src/backends/opensearch/generation/points';
import { openGenerationWriter } from '../../../src/plugins/index-rebuild/server/src/backends/opensearch/generation/writer';
import type {
  GenerationWriter,
  IndexedRecord,
} from '../../../src/plugins/index-rebuild/server/src/ports/generation-writer';
import type { IndexMap, ReadyMap } from '../../../src/plugins/index-rebuild/shared/contracts';
import { ACCESS, REPLICAS, uniquePrefix, type OpenSearchCluster } from '../../support/opensearch-cluster';
import { beekeeper, sampleExperts } from '../../support/sample-experts';
import { temporaryFolder, TestApp } from '../../support/test-app';
import { until } from '../../support/until';
import { clusteredVectors, DIMENSIONS } from '../../unit/support/clusters';
import { anIndexSpec, UID } from '../../unit/support/samples';

const noStep = async (): Promise<void> => {};
const { signal } = new AbortController();

export const describeMap = (shared: () => OpenSearchCluster): void =>
  describe('the map of a generation on OpenSearch', () => {
    let nodes: OpenSearchCluster;
    const urls = (): string[] => nodes.nodes.map(({ url }) => url);

    beforeAll(async () => {
      nodes = shared();
    });

    describe('is made of', () => {
      const RECORDS = 1_200;
      const ROWS = 2;
      const GENERATION = '3-0123456789ab';
      const prefix = uniquePrefix();
      const folder = temporaryFolder();
      const spec = anIndexSpec({ dimensions: DIMENSIONS });
      const vectors = clusteredVectors(RECORDS * ROWS, 30);
      const records = vectors.slice(0, RECORDS).map(
        (_, at): IndexedRecord => ({
          ...{ uid: UID, documentId: `d${at}`, locale: at % 3 === 0 ? null : 'en', name: `Person ${at}` },
          ...{
            fingerprint: `f${at}`,
            textHash: `t${at}`,
            fields: { bio: `Text ${at}` },
            passages: [`Text ${at}`],
          },
          tags: at % 4 === 0 ? ['air', `tag ${at % 7}`] : [],
          filterable: {},
          vectors: Float32Array.from(vectors.slice(at * ROWS, (at + 1) * ROWS).flat()),
        })
      );
      let cluster: Cluster;

      const write = async (writer: GenerationWriter): Promise<void> => {
        await writer.add(records);
        await writer.build(() => {}, signal);
        await writer.seal({ run: '3', createdAt: '2026-01-31T12:00:00.000Z', failed: 0, cutOff: null });
        await writer.close();
      };

      beforeAll(async () => {
        cluster = openCluster({ nodes: urls(), ...ACCESS, timeoutMs: 60_000 }, process.env);
        const exact = (rows: number, dimensions: number) => engineFor(rows, dimensions, 1_000_000);
        const engines = { engineFor: exact, exact: scanEngine, lexical: lexicalEngine };
        await write(await openFiles(path.join(folder, GENERATION), spec, engines));
        const directory = path.join(folder, 'texts');
        const options = { cluster, prefix, shards: 2, replicas: REPLICAS, directory };
        await write(await openGenerationWriter(options, GENERATION, spec));
      });

      afterAll(async () => {
        await removeIndex(cluster, namesOf(prefix, GENERATION)).catch(() => {});
        await cluster?.close();
        rmSync(folder, { recursive: true, force: true });
      });

      const byKey = ({ keys, names, tags, vectors: all, dimensions }: Points) =>
        new Map(
          keys.map((key, at) => [
            key,
            { name: names[at], tags: tags[at], vector: all.slice(at * dimensions, (at + 1) * dimensions) },
          ])
        );

      it.each([
        ['all records', 20_000, RECORDS],
        ['the same sample', 300, 300],
      ])('%s that the map of the same files has', async (_, max, count) => {
        const remote = await readRemotePoints(cluster, prefix, GENERATION, { max, step: noStep });
        const local = await readPoints(path.join(folder, GENERATION), max, noStep);
        expect(remote).toMatchObject({ generation: GENERATION, records: RECORDS, dimensions: DIMENSIONS });
        expect(remote.keys).toHaveLength(count);
        expect([...remote.keys]).toEqual([...remote.keys].sort());
        expect(byKey(remote)).toEqual(byKey(local));
      });

      it('nothing, where there is no such generation', async () => {
        const missing = readRemotePoints(cluster, prefix, '4-0123456789ab', { max: 10, step: noStep });
        await expect(missing).rejects.toMatchObject({ code: 'GENERATION_MISSING' });
      });

      it('nothing, while the cluster is away', async () => {
        const choice = { nodes: ['http://127.0.0.1:1'], ca: null, auth: null, timeoutMs: 5_000 };
        const away = openCluster(choice, {});
        await expect(
          readRemotePoints(away, prefix, GENERATION, { max: 10, step: noStep })
        ).rejects.toMatchObject({ code: 'SEARCH_CLUSTER_UNAVAILABLE' });
        await away.close();
      });
    });

    describe('in the admin', () => {
      const EXPERTS = 60;
      const folders = [temporaryFolder(), temporaryFolder()];
      const prefix = uniquePrefix();
      let remote: TestApp;
      let map: ReadyMap;

      const start = (folder: string, settings: object) =>
        TestApp.start({ folder, env: { INDEX_REBUILD_SETTINGS: JSON.stringify(settings) } });

      const startRemote = () => {
        const engine = {
          kind: 'opensearch',
          ...ACCESS,
          nodes: urls(),
          prefix,
          shards: 2,
          replicas: REPLICAS,
        };
        return start(folders[0], { engine, retention: { generations: 1 } });
      };

      const fill = async (app: TestApp) => {
        const tag = { name: 'Music', description: 'Playing music', synonyms: 'cello' };
        await app.call('createTags', { tags: [tag] });
        await app.createExperts([...sampleExperts(EXPERTS - 2), beekeeper('Bea'), beekeeper('Bea')]);
        return app.rebuild();
      };

      const ready = (app: TestApp): Promise<ReadyMap> =>
        until('the map', async () => {
          const { status, body } = await app.request<{ data: IndexMap }>('GET', '/index-rebuild/map');
          expect([200, 202]).toContain(status);
          return body.data.state === 'ready' ? body.data : null;
        });

      const fileOf = (generation: string) =>
        path.join(remote.generationFolder(generation), 'projection.json');

      /** Of each record, by its name, those nearest to it and its tags. */
      const described = ({ points, nearest, tags }: ReadyMap) =>
        points.name.map((name, at) => ({
          name,
          tags: points.tags[at].map((tag) => tags[tag]),
          nearest: nearest[at].map((other) => points.name[other]).sort(),
        }));

      const sorted = <T extends { name: string }>(list: T[]): T[] =>
        list.sort((one, other) => (one.name < other.name ? -1 : 1));

      const restart = async () => {
        await remote.stop();
        remote = await startRemote();
      };

      beforeAll(async () => {
        remote = await startRemote();
      });

      afterAll(async () => {
        await remote?.stop();
        for (const folder of folders) rmSync(folder, { recursive: true, force: true });
      });

      it('has the records, tags, neighbours and near-duplicates that the embedded engine has', async () => {
        const embedded = await start(folders[1], {});
        try {
          const [{ generation }] = await Promise.all([fill(remote), fill(embedded)]);
          map = await ready(remote);
          const other = await ready(embedded);
          expect(map).toMatchObject({ generation, records: EXPERTS, placed: EXPERTS, hidden: 0, drift: [] });
          expect(sorted(described(map))).toEqual(sorted(described(other)));
          expect(described(map).some(({ tags }) => tags.includes('Music'))).toBe(true);
          expect(map.duplicates.map(({ cosine }) => cosine.toFixed(3))).toEqual(
            other.duplicates.map(({ cosine }) => cosine.toFixed(3))
          );
          expect(map.duplicates[0]).toMatchObject({ cosine: 1 });
          expect(remote.children('projection')).toEqual([]);
        } finally {
          await embedded.stop();
        }
      });

      it('is kept in a file of this machine, and computed anew, the same, when that is damaged', async () => {
        const file = fileOf(map.generation);
        const kept = readFileSync(file, 'utf8');
        await restart();
        expect(await ready(remote)).toMatchObject({ computedAt: map.computedAt, points: map.points });
        writeFileSync(file, kept.replace('0.', '1.'));
        await restart();
        const again = await ready(remote);
        expect(again.computedAt > map.computedAt).toBe(true);
        expect(again.points).toEqual(map.points);
      });

      it('goes with its generation', async () => {
        const before = map.generation;
        expect(existsSync(remote.generationFolder(before))).toBe(true);
        await remote.rebuild();
        const next = await remote.rebuild();
        expect((await ready(remote)).generation).toBe(next.generation);
        expect(existsSync(fileOf(next.generation as string))).toBe(true);
        expect(existsSync(remote.generationFolder(before))).toBe(false);
      });
    });
  });
