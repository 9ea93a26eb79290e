import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';

import { Failpoints } from '../support/failpoints';
import { ProviderServer, status } from '../support/provider-server';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

const KEY = 'sk-test-0123456789-do-not-show';
const VARIABLE = 'WORDS_API_KEY';
const MODEL = path.resolve(__dirname, '../../.index-rebuild/models/all-MiniLM-L6-v2-int8');
/** It may be refused memory in JavaScript first, which only fails the run. */
const TRIES = 5;

/** Bytes of address space that a process has. */
const addressSpace = (pid: number): number =>
  Number(execFileSync('ps', ['-o', 'vsz=', '-p', String(pid)], { encoding: 'utf8' })) * 1024;

/** Real processes, whose messages have to arrive in the log of the Strapi that started them. */
describe('what the processes say', () => {
  const folder = temporaryFolder();
  const modelDir = path.join(folder, 'model');
  const failpoints = new Failpoints(folder);
  let app: TestApp;
  let output = '';

  const start = async (env: Record<string, string>): Promise<void> => {
    output = '';
    app = await TestApp.start({
      ...{ folder, env: { ...failpoints.env, ...env } },
      onOutput: (text) => void (output += text.replaceAll(/\u001b\[[0-9;]*m/g, '')),
    });
  };

  /** The message in Strapi's log that has this beginning, with its level; undefined until it is there. */
  const said = (beginning: RegExp): { level: string; text: string } | undefined => {
    const match = output.match(
      new RegExp(`\\] (\\w+): \\[index-rebuild\\] (${beginning.source}[^]*?)(?=\\n\\[20\\d\\d-|$)`)
    );
    return match ? { level: match[1], text: match[2] } : undefined;
  };

  const untilSaid = async (beginning: RegExp): Promise<{ level: string; text: string }> => {
    await until(String(beginning), () => said(beginning) !== undefined);
    return said(beginning) as { level: string; text: string };
  };

  beforeAll(async () => {
    execFileSync('cp', ['-r', MODEL, modelDir]);
    await start({ INDEX_REBUILD_MODEL_DIR: modelDir });
    await app.call('grantSearchToPublic');
    await app.createExperts(sampleExperts(40));
    await app.rebuild();
  });

  afterAll(async () => {
    failpoints.clear();
    await app.remove();
  });

  it('is left out below the level of the log, and has run, generation and stages above it', async () => {
    expect(output).not.toContain('the stage "embed" took');
    await app.call('setLogLevel', { level: 'debug' });
    const { id } = await app.rebuild();
    const { generation } = await app.status();
    const builder = await untilSaid(
      new RegExp(`builder \\d+ \\(run ${id}, generation ${generation}\\): the stage`)
    );
    expect(builder).toMatchObject({
      level: 'debug',
      text: expect.stringMatching(/"snapshot" took \d+\.\d s/),
    });
    const searcher = await untilSaid(
      new RegExp(`searcher \\d+ \\(generation ${generation}\\): loaded 40 records`)
    );
    expect(searcher.level).toBe('debug');
    await app.call('setLogLevel', { level: 'http' });
  });

  /** Runs a rebuild whose builder gets no more memory than it has. @returns How it failed. */
  const starve = async (): Promise<{ pid: number; id: string; code: string | undefined }> => {
    const id = await failpoints.startRunUntil(app, 'embed');
    const [pid] = app.children('builder');
    execFileSync('prlimit', ['--pid', String(pid), `--as=${addressSpace(pid)}`, '--core=0']);
    failpoints.clear();
    return { pid, id, code: (await app.ended(id)).error?.code };
  };

  it('has what native code writes before it ends a builder, as an error', async () => {
    await app.call('updateAll', { data: { bio: 'Counts fish on coral reefs.' } });
    let starved = await starve();
    for (let tries = 1; starved.code !== 'BUILDER_DIED' && tries < TRIES; tries += 1)
      starved = await starve();
    const { pid, id, code } = starved;
    expect(code).toBe('BUILDER_DIED');
    const { level, text } = await untilSaid(
      new RegExp(`builder ${pid} \\(run ${id}, generation [^)]+\\): error output: `)
    );
    expect([level, text]).toEqual(['error', expect.stringMatching(/memory|alloc/i)]);
    expect((await app.rebuild()).status).toBe('completed');
  });

  it('has a warning of the searcher, as a warning, and that it is over', async () => {
    rmSync(path.join(modelDir, 'model.json'));
    const [pid] = app.children('searcher');
    process.kill(pid, 'SIGKILL');
    const warning = await untilSaid(/searcher \d+ \(generation [^)]+\): queries cannot be embedded/);
    expect(warning.level).toBe('warn');
    execFileSync('cp', [path.join(MODEL, 'model.json'), modelDir]);
    await until('search by meaning', async () => (await app.search('coral reefs')).status === 200);
    expect((await untilSaid(/searcher \d+ \(generation [^)]+\): queries are embedded again/)).level).toBe(
      'info'
    );
  });

  it("has a provider's refusals in a rebuild, and never its key", async () => {
    await app.stop();
    const provider = await ProviderServer.start({ key: KEY });
    const embedder = {
      ...{ kind: 'openai-compatible', baseUrl: provider.baseUrl, model: 'words', dimensions: 64 },
      ...{ apiKeyEnv: VARIABLE, retries: 3 },
    };
    await start({ [VARIABLE]: KEY, INDEX_REBUILD_SETTINGS: JSON.stringify({ embedder }) });
    let faults = 2;
    const busy = status(429, { 'retry-after': '0' }, `You sent ${KEY}.`);
    provider.faultFor = ({ body }) => (body.input[0] !== 'probe' && faults-- > 0 ? busy : null);
    expect((await app.rebuild()).status).toBe('completed');
    const { level, text } = await untilSaid(/builder \d+ \(run [^)]+\): the embedding provider answered 429/);
    expect([level, text]).toEqual(['warn', expect.stringContaining('such requests are made again')]);
    expect(output).not.toContain(KEY);
    await provider.stop();
  });
});
