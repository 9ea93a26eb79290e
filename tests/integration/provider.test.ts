import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { cut, ProviderServer, rows, silence, stall, status, type Fault } from '../support/provider-server';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

const RECORDS = 40;
const KEY = 'sk-test-0123456789-do-not-show';
const VARIABLE = 'WORDS_API_KEY';
const QUERY = 'coral reefs';

type Failure = { error: { message: string; details: { code: string } } };

describe('an embedding provider instead of the local model', () => {
  const folder = temporaryFolder();
  let provider: ProviderServer;
  let app: TestApp;
  let round = 0;

  const env = (): Record<string, string> => {
    const embedder = {
      ...{ kind: 'openai-compatible', baseUrl: provider.baseUrl, model: 'words', dimensions: 64 },
      ...{ apiKeyEnv: VARIABLE, timeoutMs: 1000, retries: 1, maxConcurrent: 2 },
    };
    return { [VARIABLE]: KEY, INDEX_REBUILD_SETTINGS: JSON.stringify({ embedder }) };
  };

  /** Everything that Strapi has written to its log. */
  const output: string[] = [];

  const start = (change: object = {}): Promise<TestApp> =>
    TestApp.start({ folder, env: { ...env(), ...change }, onOutput: (written) => output.push(written) });

  /** Every record has to be embedded again. */
  const changeAll = async (): Promise<void> => {
    round += 1;
    await app.call('updateAll', { data: { bio: `Counts fish on coral reefs in round ${round}.` } });
  };

  const lexical = (): ReturnType<TestApp['search']> => app.search('person', '&mode=lexical');

  /** The fault meets all requests but the one with which a run begins. */
  const afterProbe = (fault: Fault): void => {
    provider.faultFor = ({ body }) => (body.input[0] === 'probe' ? null : fault);
  };

  /** The run fails for this reason, and what was live answers as before. */
  const expectFailed = async (code: string, says: string): Promise<void> => {
    await changeAll();
    const { generation } = await app.status();
    const folders = app.generationsOnDisk().length;
    const run = await app.rebuild();
    expect(run).toMatchObject({ status: 'failed', error: { code, message: expect.stringContaining(says) } });
    expect(await app.status()).toMatchObject({
      status: 'error',
      generation,
      searchAvailable: true,
      error: { code },
    });
    expect(app.generationsOnDisk().length - folders).toBeLessThanOrEqual(1);
    expect((await lexical()).body.meta.generation).toBe(generation);
    // Known queries need no embedder.
    expect((await app.search(QUERY)).body.meta.generation).toBe(generation);
    expect(app.children('builder')).toEqual([]);
  };

  beforeAll(async () => {
    provider = await ProviderServer.start({ key: KEY });
    app = await start();
    await app.call('grantSearchToPublic');
    await app.createExperts(sampleExperts(RECORDS));
  });

  afterAll(async () => {
    await app.remove();
    await provider.stop();
  });

  beforeEach(() => {
    provider.heal();
    provider.key = KEY;
    provider.requests.length = 0;
  });

  it('builds the index and embeds queries', async () => {
    expect(await app.rebuild()).toMatchObject({
      status: 'completed',
      records: { embedded: RECORDS, failed: 0 },
    });
    expect(Math.max(...provider.requests.map(({ body }) => body.input.length))).toBe(32);
    for (const mode of ['hybrid', 'semantic']) {
      const { body } = await app.search(QUERY, `&mode=${mode}&limit=5`);
      expect(new Set(body.data.map(({ title }) => title))).toEqual(new Set(['Marine biologist']));
    }
    expect(await app.generations()).toMatchObject([{ live: true, model: 'words', currentSpec: true }]);
  });

  it('embeds nothing twice', async () => {
    expect(await app.rebuild()).toMatchObject({
      status: 'completed',
      records: { embedded: 0, reused: RECORDS },
    });
    // From here on this searcher knows the query.
    expect((await app.search(QUERY)).status).toBe(200);
  });

  const SAYS_KEY = `You sent ${KEY}.`;

  it.each<[string, Fault, string, string]>([
    ['a storm of 429', status(429, { 'retry-after': '0' }, SAYS_KEY), 'EMBEDDER_UNAVAILABLE', '429'],
    ['no answer', silence, 'EMBEDDER_UNAVAILABLE', 'within 1000 ms'],
    ['half an answer', stall, 'EMBEDDER_UNAVAILABLE', 'within 1000 ms'],
    ['a connection that is cut', cut, 'EMBEDDER_UNAVAILABLE', 'The embedding provider'],
    ['one vector too few', rows((sound) => sound.slice(1)), 'EMBEDDER_UNAVAILABLE', 'vectors for'],
    [
      'vectors that are too short',
      rows((sound) => sound.map((row) => ({ ...row, embedding: [1, 2] }))),
      'EMBEDDER_UNAVAILABLE',
      'embedder.dimensions',
    ],
    ['the key refused', status(401, {}, SAYS_KEY), 'EMBEDDER_UNAVAILABLE', 'did not accept the key'],
    [
      'NaN',
      (response) => response.end('{"data":[{"index":0,"embedding":[NaN]}]}'),
      'TOO_MANY_FAILURES',
      'could not be indexed',
    ],
  ])('%s in the middle of a run: it fails, nothing is swapped', async (_, fault, code, says) => {
    afterProbe(fault);
    await expectFailed(code, says);
    // A provider that is out of order is not asked again for every record.
    if (code === 'EMBEDDER_UNAVAILABLE') expect(provider.requests.length).toBeLessThanOrEqual(8);
  });

  it('a run whose provider fails from the start creates nothing', async () => {
    const before = app.generationsOnDisk();
    for (const key of ['another-key', KEY]) {
      provider.key = key;
      provider.faultFor = () => status(503, { 'retry-after': '0' });
      await expectFailed('EMBEDDER_UNAVAILABLE', 'Check the provider');
      expect(provider.requests.every(({ body }) => body.input[0] === 'probe')).toBe(true);
    }
    expect(app.generationsOnDisk()).toEqual(before);
  });

  it('a run whose new searcher cannot embed swaps nothing', async () => {
    let probes = 0;
    provider.faultFor = ({ body }) => {
      if (body.input[0] === 'probe') probes += 1;
      // The first is the run's own, before it begins.
      return probes > 1 ? status(503, { 'retry-after': '0' }, SAYS_KEY) : null;
    };
    await expectFailed('EMBEDDER_UNAVAILABLE', '503');
    expect(probes).toBeGreaterThan(1);
  });

  it('a run that is waiting for the provider can be cancelled', async () => {
    provider.faultFor = () => status(429, { 'retry-after': '50' });
    const { body } = await app.startRun();
    await until('the first request', () => provider.requests.length > 0);
    await app.cancel(body.data.id);
    expect(await app.ended(body.data.id)).toMatchObject({ status: 'cancelled' });
  });

  it('searches by meaning are refused and those by words continue until the provider is back', async () => {
    provider.faultFor = () => status(503, { 'retry-after': '0' }, SAYS_KEY);
    const [searcher] = app.children('searcher');
    for (const mode of ['hybrid', 'semantic']) {
      const { status: code, headers, body } = await app.search(`steel cables by ${mode}`, `&mode=${mode}`);
      expect(code).toBe(503);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect((body as unknown as Failure).error).toMatchObject({
        details: { code: 'EMBEDDER_UNAVAILABLE' },
        message: expect.stringContaining('mode=lexical'),
      });
      expect(JSON.stringify(body)).not.toContain(KEY);
    }
    expect((await lexical()).status).toBe(200);
    // Administrators read it in the log, once and not once a query.
    const told = (): number => output.join('').match(/search by meaning fails: .*503/g)?.length ?? 0;
    await until('a line in the log', told);
    expect(told()).toBe(1);
    provider.heal();
    await until('an answer by meaning', async () => (await app.search('steel cables')).status === 200);
    expect(app.children('searcher')).toEqual([searcher]);
  });

  it('a query that the provider refuses makes no other query fail', async () => {
    provider.faultFor = ({ body }) =>
      body.input.some((one) => one.includes('forbidden')) ? status(422) : null;
    const asked = Array.from({ length: 20 }, (_, turn) =>
      turn === 7 ? 'forbidden words' : `question ${turn}`
    );
    const answers = await Promise.all(asked.map((query) => app.search(query)));
    expect(answers.map((answer) => answer.status)).toEqual(asked.map((_, turn) => (turn === 7 ? 422 : 200)));
  });

  it('a provider that accepts fewer texts gets smaller batches, and a refused text costs one record', async () => {
    await changeAll();
    const [documentId] = await app.createExperts([{ name: 'Unwelcome', bio: 'Says forbidden words.' }]);
    provider.faultFor = ({ body: { input } }) => {
      if (input.length > 5) return status(413);
      return input.some((one) => one.includes('forbidden')) ? status(422, {}, SAYS_KEY) : null;
    };
    const run = await app.rebuild();
    expect(run).toMatchObject({
      status: 'completed',
      records: { total: RECORDS + 1, embedded: RECORDS, failed: 1 },
      warning: { code: 'RECORDS_SKIPPED' },
    });
    const [failure] = await app.failures(run.id);
    expect(failure).toMatchObject({
      documentId,
      code: 'EMBEDDING_FAILED',
      message: expect.stringContaining('[key]'),
    });
    await app.call('deleteExpert', { documentId });
  });

  it('without a key, Strapi starts, search by words works, and a run says which variable is missing', async () => {
    await app.stop();
    app = await start({ [VARIABLE]: '' });
    await until('search by words', async () => (await lexical()).status === 200);
    expect((await app.search(QUERY)).status).toBe(503);
    const run = await app.rebuild();
    expect(run).toMatchObject({
      status: 'failed',
      error: { code: 'EMBEDDER_UNAVAILABLE', message: expect.stringContaining(VARIABLE) },
    });
    expect(provider.requests).toEqual([]);
  });

  it('the key appears in no log, answer, row or file', async () => {
    const answers = await Promise.all(
      ['status', 'runs?pageSize=100', 'generations'].map((url) => app.request('GET', `/index-rebuild/${url}`))
    );
    expect(JSON.stringify(answers)).not.toContain(KEY);
    await app.stop();
    expect(output.join('')).not.toContain(KEY);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile()
    );
    expect(files.length).toBeGreaterThan(3);
    for (const { parentPath, name } of files) {
      expect([name, readFileSync(path.join(parentPath, name)).includes(KEY)]).toEqual([name, false]);
    }
  });
});
