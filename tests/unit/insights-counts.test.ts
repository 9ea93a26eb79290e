import { dayOf, daysBefore, lastDays } from '../../src/plugins/index-rebuild/server/src/domain/insights/day';
import {
  LATENCY_BOUNDS,
  latencyBound,
  latencyWithin,
} from '../../src/plugins/index-rebuild/server/src/domain/insights/latency';
import { createTally } from '../../src/plugins/index-rebuild/server/src/domain/insights/tally';
import { totalsByDay, totalsOf } from '../../src/plugins/index-rebuild/server/src/domain/insights/totals';
import { areWeak } from '../../src/plugins/index-rebuild/server/src/domain/insights/weak-hits';

const DAY = '2026-03-01';

const search = (text: string, more: object = {}) => ({
  ...{ text, locale: 'en', hits: 4, weak: false, tookMs: 12 },
  ...more,
});

describe('days are those of UTC', () => {
  it('whatever the zone of the time', () => {
    expect(dayOf(new Date('2026-03-01T00:30:00+02:00'))).toBe('2026-02-28');
    expect(dayOf(new Date('2026-02-28T23:59:59.999Z'))).toBe('2026-02-28');
  });

  it('and are counted over the ends of months and years', () => {
    expect(daysBefore('2026-03-01', 1)).toBe('2026-02-28');
    expect(lastDays('2027-01-01', 3)).toEqual(['2026-12-30', '2026-12-31', '2027-01-01']);
    expect(lastDays(DAY, 1)).toEqual([DAY]);
  });
});

describe('latency', () => {
  it.each([
    [0, 5],
    [5, 5],
    [5.01, 10],
    [100, 100],
    [1999, 2000],
    [60_000, 60_000],
    [70_000, 60_000],
  ])('%d ms belong to the bucket up to %d', (ms, bound) => {
    expect(latencyBound(ms)).toBe(bound);
  });

  it('has quantiles that bound the exact ones, and no bound below them does', () => {
    const times = Array.from({ length: 997 }, (_, at) => ((at * 7919) % 2503) + 0.5);
    const buckets = new Map<number, number>();
    for (const ms of times) buckets.set(latencyBound(ms), (buckets.get(latencyBound(ms)) ?? 0) + 1);
    const sorted = [...times].sort((a, b) => a - b);
    for (const share of [0.01, 0.25, 0.5, 0.95, 0.99, 1]) {
      const exact = sorted[Math.ceil(share * times.length) - 1];
      expect(latencyWithin(share, buckets)).toBe(LATENCY_BOUNDS.find((bound) => exact <= bound));
    }
  });

  it('has none without searches', () => {
    expect(latencyWithin(0.5, new Map())).toBeNull();
    expect(latencyWithin(0.5, new Map([[5, 0]]))).toBeNull();
  });
});

describe('hits are weak', () => {
  const hit = (nearness: number, more: object = {}) => ({
    ...{ whole: nearness, passage: nearness, lexical: 0, name: 0 },
    ...more,
  });

  it('when none has a word of the query and none is nearer than to a meaningless query', () => {
    expect(areWeak([hit(0.3), hit(0.2)], 0.3)).toBe(true);
    expect(areWeak([hit(0.31), hit(0.2)], 0.3)).toBe(false);
    expect(areWeak([hit(0.3), hit(0.2, { lexical: 0.1 })], 0.3)).toBe(false);
    expect(areWeak([hit(0.3, { name: 0.5 })], 0.3)).toBe(false);
  });

  it('but not when there are none, or meaning did not decide', () => {
    expect(areWeak([], 0.3)).toBe(false);
    expect(areWeak([hit(0.1)], null)).toBe(false);
  });
});

describe('the tally', () => {
  it('adds up a query, however it was written', () => {
    const tally = createTally(() => 10);
    tally.answered(DAY, search('Coral reefs'));
    tally.answered(DAY, search('  coral REEFS', { hits: 0 }));
    tally.answered(DAY, search('coral reefs', { hits: 2, weak: true }));
    expect(tally.take().queries).toEqual([
      { day: DAY, locale: 'en', query: 'coral reefs', searches: 3, hits: 6, noHits: 1, weakHits: 1 },
    ]);
  });

  it('keeps days and locales apart', () => {
    const tally = createTally(() => 10);
    tally.answered(DAY, search('fish'));
    tally.answered(DAY, search('fish', { locale: 'de' }));
    tally.answered('2026-03-02', search('fish'));
    expect(tally.take().queries).toHaveLength(3);
  });

  it('counts a personal query for its day alone', () => {
    const tally = createTally(() => 10);
    tally.answered(DAY, search('ada@example.com', { hits: 0 }));
    const { queries, days } = tally.take();
    expect(queries).toEqual([]);
    expect(JSON.stringify(days)).not.toContain('ada');
    expect(totalsOf(days)).toMatchObject({ searches: 1, noHits: 1 });
  });

  it('keeps no more queries than it may, and goes on counting those that it has', () => {
    const tally = createTally(() => 2);
    for (const text of ['one', 'two', 'three', 'one', 'four']) tally.answered(DAY, search(text));
    const { queries, days } = tally.take();
    expect(queries.map(({ query, searches }) => [query, searches])).toEqual([
      ['one', 2],
      ['two', 1],
    ]);
    expect(totalsOf(days).searches).toBe(5);
  });

  it('begins anew once it is taken', () => {
    const tally = createTally(() => 1);
    tally.answered(DAY, search('one'));
    tally.take();
    tally.answered(DAY, search('two'));
    expect(tally.take().queries.map(({ query }) => query)).toEqual(['two']);
    expect(tally.take()).toEqual({ queries: [], days: [] });
  });
});

describe('totals', () => {
  it('are summed over days, and per day, empty days included', () => {
    const tally = createTally(() => 10);
    for (let at = 0; at < 19; at += 1) tally.answered(DAY, search('fish', { tookMs: 8 }));
    tally.answered('2026-03-03', search('fish', { tookMs: 400, hits: 0 }));
    tally.refused('2026-03-03');
    const { days } = tally.take();
    expect(totalsOf(days)).toEqual({
      ...{ searches: 20, noHits: 1, weakHits: 0, refused: 1, p50Ms: 10, p95Ms: 10 },
    });
    expect(totalsByDay(days, lastDays('2026-03-03', 3))).toEqual([
      { day: DAY, searches: 19, noHits: 0, weakHits: 0, refused: 0, p50Ms: 10, p95Ms: 10 },
      { day: '2026-03-02', searches: 0, noHits: 0, weakHits: 0, refused: 0, p50Ms: null, p95Ms: null },
      { day: '2026-03-03', searches: 1, noHits: 1, weakHits: 0, refused: 1, p50Ms: 500, p95Ms: 500 },
    ]);
  });
});
