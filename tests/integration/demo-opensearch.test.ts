import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { readOptions } from '../../scripts/demo/options.mjs';
import { inventExperts } from '../../scripts/experts/index.mjs';
import { runCli } from '../support/cli';
import { Demo } from '../support/demo';
import { describeOnOwnNodes } from '../support/opensearch-cluster';
import { descendantsOf, isAlive } from '../support/processes';
import { temporaryFolder } from '../support/test-app';
import { until } from '../support/until';

const EXPERTS = 12;

describeOnOwnNodes()('npm run demo -- --engine opensearch', () => {
  const given = temporaryFolder();
  const file = path.join(given, 'experts.jsonl');
  // The file's own name in it makes the demo's folder one of this test alone.
  const experts = inventExperts(EXPERTS).map((expert) => ({ ...expert, organization: given }));
  writeFileSync(file, experts.map((expert) => `${JSON.stringify(expert)}\n`).join(''));
  const args = ['--from', file, '--engine', 'opensearch'];
  const folder = readOptions(args, {}).folder as string;
  let demo: Demo;

  const start = async (): Promise<void> => {
    demo = await Demo.start(args, {});
    await demo.says('Serving until you press Ctrl+C.');
  };

  const nodes = (): string[] => /^Nodes +(.+)$/m.exec(demo.output)?.[1].split(' ') ?? [];

  /** Ends the demo and waits until nothing of it runs. */
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const processes = descendantsOf(demo.pid);
    expect(processes.length).toBeGreaterThanOrEqual(nodes().length);
    await demo.end(signal);
    await until('the end of its nodes', () => !processes.some(isAlive));
  };

  afterAll(async () => {
    await demo?.end('SIGTERM');
    for (const one of [given, folder]) rmSync(one, { recursive: true, force: true });
  });

  it('starts three nodes, puts the index there and searches it', async () => {
    await start();
    expect(demo.output).toContain(`Rebuild complete in`);
    expect(demo.output).toContain(`${EXPERTS} embedded, 0 reused, 0 failed`);
    expect(nodes()).toHaveLength(3);
    const health = await (await fetch(`${nodes()[0]}/_cluster/health`)).json();
    expect(health).toMatchObject({ number_of_nodes: 3, status: 'green' });
    const answer = await fetch(`${demo.base}/api/search?q=${encodeURIComponent(experts[0].name)}`);
    expect(answer.status).toBe(200);
    const { data, meta } = await answer.json();
    expect(data[0].name).toBe(experts[0].name);
    const indexes = await (await fetch(`${nodes()[1]}/_cat/indices/index-rebuild-*?format=json`)).json();
    expect(indexes).toHaveLength(1);
    expect(indexes[0]).toMatchObject({ index: expect.stringContaining(meta.generation), rep: '1' });
  });

  it('tells how to call the command line on it', async () => {
    const [, variables] = /^Shell +(.+) npx index-rebuild status$/m.exec(demo.output) ?? [];
    const [, settings] = /INDEX_REBUILD_SETTINGS='([^']+)'/.exec(variables) ?? [];
    expect(JSON.parse(settings).engine).toEqual({ kind: 'opensearch', nodes: nodes() });
    const { code, output } = await runCli(['status'], {
      env: {
        DATABASE_FILENAME: path.join(folder, 'data.db'),
        INDEX_REBUILD_DIR: path.join(folder, 'index'),
        INDEX_REBUILD_SETTINGS: settings,
      },
    });
    expect(code).toBe(0);
    expect(output).toMatch(/Status +Complete/);
  });

  it('ends its nodes however it ends, and goes on with their data', async () => {
    await end('SIGTERM');
    expect(existsSync(path.join(folder, 'nodes'))).toBe(true);
    await start();
    expect(demo.output).toContain(`0 embedded, ${EXPERTS} reused, 0 failed`);
    await end('SIGKILL');
  });
});
