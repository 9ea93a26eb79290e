import { heavyQueries } from '../../bench/lib/heavy.mjs';
import { inventExperts } from '../../scripts/experts/index.mjs';
import { WITHOUT_PASSAGES } from '../support/expert-source';
import { isAlive } from '../support/processes';
import { ProviderServer } from '../support/provider-server';
import { TestApp } from '../support/test-app';
import { until } from '../support/until';

const RECORDS = 4000;
/** Far below what 40 unbounded queries take, far above `search.timeoutMs`: bench:heavy measures, this only tells apart. */
const LIMIT_MS = 8000;

const experts = inventExperts(RECORDS).map(({ name, title, bio }, index) => ({
  ...{ name, title, bio },
  // Not in step with anything that decides a rank.
  location: ['Lima', 'Oslo', 'Accra'][(index * 7) % 3],
}));

type Timed = { status: number; retryAfter: string | null; ms: number };

describe('search under heavy queries', () => {
  let provider: ProviderServer;
  let app: TestApp;

  beforeAll(async () => {
    // What is tested is search; a provider embeds thousands of records in no time.
    provider = await ProviderServer.start();
    const { baseUrl } = provider;
    const embedder = { kind: 'openai-compatible', baseUrl, model: 'words', dimensions: 64, batchSize: 256 };
    const settings = { embedder, ...WITHOUT_PASSAGES, search: { maxHits: 5000 } };
    app = await TestApp.start({ env: { INDEX_REBUILD_SETTINGS: JSON.stringify(settings) } });
    await app.call('grantSearchToPublic');
    for (let at = 0; at < RECORDS; at += 50) {
      await app.call('insertExperts', { experts: experts.slice(at, at + 50) });
    }
    expect(await app.rebuild()).toMatchObject({ status: 'completed' });
  });

  afterAll(async () => {
    await app.remove();
    await provider.stop();
  });

  const timed = async (query: string, parameters = ''): Promise<Timed> => {
    const startedAt = performance.now();
    const { status, headers } = await app.search(query, parameters);
    return { status, retryAfter: headers.get('retry-after'), ms: performance.now() - startedAt };
  };

  /** So many light queries a second, whether or not earlier ones are answered. */
  const light = async (perSecond: number, seconds: number): Promise<Timed[]> => {
    const asked: Promise<Timed>[] = [];
    for (let turn = 0; turn < perSecond * seconds; turn += 1) {
      asked.push(timed(`coral reefs ${turn}`));
      await new Promise((resolve) => setTimeout(resolve, 1000 / perSecond));
    }
    return Promise.all(asked);
  };

  const isRight = ({ status, retryAfter }: Timed): boolean =>
    status === 200 || (status === 503 && Number(retryAfter) > 0);

  it.each(['lexical', 'hybrid'])(
    'in mode %s no light query waits long, and the searcher lives',
    async (mode) => {
      const [searcher] = app.children('searcher');
      const heavy = heavyQueries(experts as { bio: string }[], 40);
      const [lights, heavies] = await Promise.all([
        light(15, 3),
        Promise.all(heavy.map((query) => timed(query, `&mode=${mode}`))),
      ]);
      expect([...lights, ...heavies].filter((answer) => !isRight(answer))).toEqual([]);
      expect(lights.filter(({ ms }) => ms > LIMIT_MS)).toEqual([]);
      expect(app.children('searcher')).toEqual([searcher]);
    }
  );

  it.each(['semantic', 'lexical'])(
    'in mode %s a filter that many records pass gives the same hits as brute force',
    async (mode) => {
      const query = 'research on water and soil';
      const all: { documentId: string; location?: unknown }[] = [];
      for (let page = 1; ; page += 1) {
        const { body } = await app.search(
          query,
          `&mode=${mode}&pagination[page]=${page}&pagination[pageSize]=100`
        );
        all.push(...body.data);
        if (page >= body.meta.pagination.pageCount) break;
      }
      const expected = all.filter(({ location }) => location !== 'Oslo').map(({ documentId }) => documentId);
      for (const start of [0, 20, 140]) {
        const { body } = await app.search(
          query,
          `&mode=${mode}&filters[location][$ne]=Oslo&pagination[start]=${start}&pagination[limit]=20`
        );
        expect(body.data.map(({ documentId }) => documentId)).toEqual(expected.slice(start, start + 20));
        expect(body.meta.pagination.total).toBe(expected.length);
      }
    }
  );

  it('a searcher that hangs causes refusals for only a moment, and is replaced', async () => {
    const [searcher] = app.children('searcher');
    process.kill(searcher, 'SIGSTOP');
    const waited = await Promise.all(Array.from({ length: 10 }, (_, turn) => timed(`violin ${turn}`)));
    expect(waited.every((answer) => answer.status === 503 && isRight(answer))).toBe(true);
    await until('the end of the searcher that hung', () => !isAlive(searcher));
    await until('an answer', async () => (await timed('violin')).status === 200);
    expect(app.children('searcher')).toHaveLength(1);
  });
});
