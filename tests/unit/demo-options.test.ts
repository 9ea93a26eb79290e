import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { environmentOf, shellCommand } from '../../scripts/demo/environment.mjs';
import { readOptions } from '../../scripts/demo/options.mjs';

const root = path.resolve(__dirname, '../..');

describe('where the demo keeps its data', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'demo-options-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("is the application's own place for invented experts", () => {
    expect(readOptions([], {}).folder).toBeNull();
    expect(shellCommand(null)).toBe('npx index-rebuild status');
  });

  it('is a folder per file of experts, which the command line has to be told', () => {
    const files = ['a', 'b'].map((name) => {
      const file = path.join(folder, `${name}.jsonl`);
      writeFileSync(file, `{"name":"${name}"}\n`);
      return file;
    });
    const [first, second] = files.map((file) => readOptions(['--from', file], {}).folder as string);
    expect(first).not.toBe(second);
    const relative = path.relative(root, first);
    expect(relative).toMatch(/^\.tmp\/demo\/from-[0-9a-f]{12}$/);
    expect(shellCommand(first)).toBe(
      `DATABASE_CLIENT=sqlite DATABASE_FILENAME=${relative}/data.db INDEX_REBUILD_DIR=${relative}/index npx index-rebuild status`
    );
    expect(environmentOf(first).DATABASE_FILENAME).toBe(path.join(first, 'data.db'));
  });

  it('is a folder of its own for another engine, whose nodes the command line is told', () => {
    const nodes = ['http://127.0.0.1:9201', 'http://127.0.0.1:9202'];
    expect(shellCommand(path.join(root, '.tmp/demo/opensearch'), nodes)).toBe(
      [
        'DATABASE_CLIENT=sqlite DATABASE_FILENAME=.tmp/demo/opensearch/data.db INDEX_REBUILD_DIR=.tmp/demo/opensearch/index',
        `INDEX_REBUILD_SETTINGS='{"engine":{"kind":"opensearch","nodes":${JSON.stringify(nodes)}}}'`,
        'npx index-rebuild status',
      ].join(' ')
    );
  });

  it('keeps the other settings of the environment', () => {
    process.env.INDEX_REBUILD_SETTINGS = '{"overlay":false,"engine":{"exactUpTo":1}}';
    try {
      const { INDEX_REBUILD_SETTINGS } = environmentOf('/data', ['http://localhost:9200']);
      expect(JSON.parse(INDEX_REBUILD_SETTINGS as string)).toEqual({
        overlay: false,
        engine: { kind: 'opensearch', nodes: ['http://localhost:9200'] },
      });
    } finally {
      delete process.env.INDEX_REBUILD_SETTINGS;
    }
  });
});

describe("the demo's options", () => {
  const run = (args: string[], env: Record<string, string> = {}) => {
    const demo = path.join(root, 'scripts/demo.mjs');
    return spawnSync(process.execPath, [demo, ...args], {
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });
  };

  it.each([
    [['--engine', 'lucene'], 'There is no engine "lucene".\nUsage: npm run demo'],
    [['--motor', 'faiss'], "Unknown option '--motor'"],
    [['--from', 'nothing.jsonl'], 'There is no file'],
  ])('refuse %p before anything is installed', (args, message) => {
    const { status, stdout, stderr } = run(args);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(message);
  });

  it('say what a cluster lacks', () => {
    const { status, stdout, stderr } = run(['--engine', 'opensearch'], { PATH: '/nowhere' });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr.trim()).toBe(
      'A test cluster of OpenSearch needs Java 17 or newer with its compiler, and Maven: there is no java (Debian: openjdk-17-jdk-headless).'
    );
  });
});
