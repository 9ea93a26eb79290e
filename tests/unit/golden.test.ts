import {
  goldenReportOf,
  type GoldenAnswer,
  type GoldenQuery,
} from '../../src/plugins/index-rebuild/server/src/domain/golden';
import { checkGoldenQueries } from '../../src/plugins/index-rebuild/server/src/pipeline/golden-queries';
import type { RunContext } from '../../src/plugins/index-rebuild/server/src/pipeline/run-context';
import type { Searcher, SearchRequest } from '../../src/plugins/index-rebuild/server/src/ports/searcher';

const UID = 'api::page.page';

const golden = (query: string, expected: string[], isIncomplete = false): GoldenQuery => ({
  ...{ query, uid: UID, locale: undefined, expected, isIncomplete, first: 3 },
});

const answer = (
  before: string[] | null,
  after: string[],
  wanted = golden('q', ['a', 'b'])
): GoldenAnswer => ({
  ...{ golden: wanted, before, after },
});

describe('a report on golden queries', () => {
  it('is nothing without any', () => expect(goldenReportOf([])).toBeNull());

  it.each([
    ['as well as before', answer(['a', 'b'], ['b', 'x', 'a']), [1, 1, 0]],
    ['worse', answer(['a', 'b'], ['a']), [1, 0, 1]],
    ['better', answer(['a'], ['a', 'b']), [0, 1, 0]],
    ['as badly as before', answer(['a'], ['x']), [0, 0, 0]],
    ['without a generation before', answer(null, ['a']), [null, 0, 0]],
    ['with a document that is not published', answer(['a'], ['a'], golden('q', ['a'], true)), [0, 0, 0]],
    ['worse although one is not published', answer(['a'], [], golden('q', ['a'], true)), [0, 0, 1]],
    ['with none that is published', answer([], [], golden('q', [], true)), [0, 0, 0]],
  ])('that are answered %s', (_, one, [before, after, dropped]) =>
    expect(goldenReportOf([one])).toMatchObject({
      ...{ queries: 1, passedBefore: before, passed: after, droppedCount: dropped },
    })
  );

  it('names what is missing', () =>
    expect(goldenReportOf([answer(['a', 'b'], ['a'])])?.dropped).toEqual([
      { query: 'q', locale: null, first: 3, missing: [{ uid: UID, documentId: 'b' }] },
    ]));
});

/** Answers each query with these documents. */
const searcherOf = (found: Record<string, string[]>) => {
  const asked: SearchRequest[] = [];
  const searcher = {
    async search(request: SearchRequest) {
      asked.push(request);
      const { text } = request.wanted as { text: string };
      if (!(text in found)) throw new Error('It cannot be searched.');
      return { hits: found[text].map((documentId) => ({ documentId })) };
    },
    drain: async () => {},
  } as unknown as Searcher;
  return { searcher, asked };
};

const contextOf = ({
  kind = 'rebuild',
  allowDrop = false,
  stopOnDrop = true,
  queries = [golden('q', ['a'])],
  live = searcherOf({ q: ['a'] }).searcher as Searcher | null,
} = {}): RunContext =>
  ({
    input: { kind, allowDrop },
    ports: {
      golden: {
        stopOnDrop,
        queries: async () => queries,
        steeringFor: async () => null,
        weights: () => undefined,
      },
      live: { searcher: live, prepare: async () => searcherOf({ q: ['a'] }).searcher },
      catalog: { read: async () => ({ liveGeneration: '1-a' }) },
    },
    state: { golden: null },
  }) as unknown as RunContext;

const check = (context: RunContext, after: Record<string, string[]>): Promise<void> =>
  checkGoldenQueries(context, searcherOf(after).searcher, new AbortController().signal);

describe('golden queries in a run', () => {
  it('stop a rebuild that answers one worse, which keeps the report', async () => {
    const context = contextOf();
    await expect(check(context, { q: ['x'] })).rejects.toMatchObject({ code: 'GOLDEN_QUERIES_DROPPED' });
    expect(context.state.golden).toMatchObject({ passedBefore: 1, passed: 0, droppedCount: 1 });
  });

  it.each([
    ['that is allowed to', { allowDrop: true }],
    ['where they only report', { stopOnDrop: false }],
    ['that is a rollback', { kind: 'rollback' as const }],
    ['where the generation before cannot answer', { live: searcherOf({}).searcher }],
  ])('do not stop a run %s', async (_, options) => {
    const context = contextOf(options as Parameters<typeof contextOf>[0]);
    await check(context, { q: ['x'] });
    expect(context.state.golden).toMatchObject({ queries: 1, passed: 0 });
  });

  it('open the live generation where this process does not serve it', async () => {
    await expect(check(contextOf({ live: null }), { q: ['x'] })).rejects.toMatchObject({
      code: 'GOLDEN_QUERIES_DROPPED',
    });
  });

  it('fail the run when the new generation cannot answer', async () => {
    await expect(check(contextOf(), {})).rejects.toThrow('It cannot be searched.');
  });
});
