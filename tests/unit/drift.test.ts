import {
  isRebuildDue,
  pauseAfter,
  type Failures,
  type OpenChanges,
} from '../../src/plugins/index-rebuild/server/src/domain/automatic-rebuild';
import {
  differenceOf,
  levelOf,
  shareOf,
  sourceCause,
  type DriftCounts,
  type LiveEntry,
  type Present,
} from '../../src/plugins/index-rebuild/server/src/domain/drift';
import { estimateSeconds } from '../../src/plugins/index-rebuild/server/src/domain/speed';
import { aSource, anIndexSpec } from './support/samples';

const NOW = new Date('2026-01-31T12:00:00.000Z');
const before = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1000);
const DAY = 86_400;

describe('what a rebuild would change about a record', () => {
  const live: LiveEntry = { fingerprint: 'f', textHash: 't' };
  const present = (fingerprint: string, textHash: string): Present => ({
    state: 'indexable',
    fingerprint,
    textHash,
  });

  it.each<[string, LiveEntry | undefined, Present, 'spec' | 'model' | null, string | null]>([
    ['nothing of one that is as it was', live, present('f', 't'), null, null],
    ['a new one is added', undefined, present('f', 't'), null, 'added published'],
    ['another text', live, present('g', 'u'), null, 'changed text'],
    ['the same text with other values', live, present('g', 't'), null, 'changed filterable'],
    ['a manifest that knows no texts', { ...live, textHash: null }, present('g', 't'), null, 'changed text'],
    ['another spec', live, present('g', 't'), 'spec', 'changed spec'],
    ['another model', live, present('g', 'u'), 'model', 'changed model'],
    ['a new one under another spec', undefined, present('g', 'u'), 'spec', 'added published'],
    ['a deleted one', live, { state: 'deleted' }, null, 'removed deleted'],
    ['an unpublished one, whatever the spec', live, { state: 'unpublished' }, 'spec', 'removed unpublished'],
    ['one that has lost its text', live, { state: 'unindexable' }, null, 'removed unindexable'],
    ['nothing of one that never had any', undefined, { state: 'unindexable' }, null, null],
    ['one whose content type is no longer a source', live, { state: 'unconfigured' }, null, 'removed spec'],
    ['nothing of one that came and went', undefined, { state: 'deleted' }, null, null],
  ])('%s', (_, entry, now, spec, expected) => {
    const found = differenceOf(entry, now, spec);
    expect(found && `${found.kind} ${found.cause}`).toBe(expected);
  });

  it('is put down to the model only when nothing else in the spec differs', () => {
    const causeOf = (changes: Parameters<typeof anIndexSpec>[0]) => {
      const now = anIndexSpec(changes);
      return sourceCause(anIndexSpec(), now, now.sources[0]);
    };
    const sources = [aSource({ template: '{bio}' })];
    expect(causeOf({})).toBeNull();
    expect(causeOf({ modelHash: 'other' })).toBe('model');
    expect(causeOf({ modelHash: 'other', sources })).toBe('spec');
    expect(causeOf({ sources: [aSource({ filterable: [] })] })).toBe('spec');
    expect(causeOf({ sources: [aSource(), aSource({ uid: 'api::page.page' })] })).toBeNull();
    expect(causeOf({ sources: [aSource({ uid: 'api::page.page' })] })).toBe('spec');
  });
});

describe('the level', () => {
  const borders = { share: 0.1, days: 7 };
  const counts = (changed: number, since: Date | null): DriftCounts => ({
    added: 0,
    changed,
    removed: 0,
    since,
  });

  it.each<[string, DriftCounts, string]>([
    ['nothing', counts(0, null), 'none'],
    ['one fresh change of 100', counts(1, before(5)), 'notice'],
    ['just below the share', counts(9, before(5)), 'notice'],
    ['the share', counts(10, before(5)), 'warning'],
    ['one a moment below the age', counts(1, before(7 * DAY - 1)), 'notice'],
    ['one of the age', counts(1, before(7 * DAY)), 'warning'],
  ])('of %s', (_, drift, level) => {
    expect(levelOf(drift, 100, borders, NOW)).toBe(level);
  });

  it('counts everything that differs, and has a share even for an empty index', () => {
    expect(shareOf({ added: 1, changed: 2, removed: 3, since: null }, 12)).toBe(0.5);
    expect(shareOf({ added: 4, changed: 0, removed: 0, since: null }, 0)).toBe(4);
  });
});

describe('an automatic rebuild', () => {
  const rule = { quietSeconds: 300, share: 0.05, maxAgeHours: 24 };
  const open = (count: number, oldest: number, newest: number): OpenChanges => ({
    count,
    oldest: before(oldest),
    newest: before(newest),
  });
  const failures = (inARow: number, ago: number): Failures => ({ inARow, lastEndedAt: before(ago) });
  const none: Failures = { inARow: 0, lastEndedAt: null };

  it.each<[string, OpenChanges, Failures, boolean]>([
    ['not without a change', { count: 0, oldest: null, newest: null }, none, false],
    ['after many changes and a quiet period', open(5, 900, 300), none, true],
    ['not while editing goes on', open(50, 900, 299), none, false],
    ['not for a few', open(4, 900, 300), none, false],
    ['for one that waits for a day', open(1, DAY, 300), none, true],
    ['for one that waits for a day although editing goes on', open(2, DAY, 1), none, true],
    ['not right after a failure', open(5, 900, 300), failures(1, 599), false],
    ['again some time after a failure', open(5, 900, 300), failures(1, 600), true],
    ['later still after the third', open(5, 9000, 3000), failures(3, 2399), false],
    ['and once that time is over', open(5, 9000, 3000), failures(3, 2400), true],
  ])('%s', (_, changes, failed, due) => {
    expect(isRebuildDue(rule, changes, 100, failed, NOW)).toBe(due);
  });

  it('waits twice as long after each failure, up to a day', () => {
    expect([0, 1, 2, 3].map((inARow) => pauseAfter(inARow, rule))).toEqual([
      0, 600_000, 1_200_000, 2_400_000,
    ]);
    expect(pauseAfter(1000, rule)).toBe(DAY * 1000);
  });
});

describe('how long a rebuild will take', () => {
  it('is unknown until a rebuild has embedded something', () => {
    expect(estimateSeconds([], 10)).toBeNull();
    expect(estimateSeconds([{ embedded: 0, durationMs: 4_000 }], 10)).toBeNull();
  });

  it('is a fixed start plus a time per record', () => {
    const past = [
      { embedded: 0, durationMs: 4_000 },
      { embedded: 100, durationMs: 5_000 },
      { embedded: 1000, durationMs: 14_000 },
    ];
    expect(estimateSeconds(past, 500)).toBe(9);
    expect(estimateSeconds(past, 0)).toBe(4);
  });

  it('is based on the mean of runs that are all alike, a tenth of it for the start', () => {
    expect(estimateSeconds([{ embedded: 100, durationMs: 10_000 }], 50)).toBe(5.5);
    expect(
      estimateSeconds(
        [
          { embedded: 100, durationMs: 10_000 },
          { embedded: 100, durationMs: 20_000 },
        ],
        10
      )
    ).toBe(2.9);
  });

  it('ignores a fit in which runs that did less took longer', () => {
    expect(
      estimateSeconds(
        [
          { embedded: 10, durationMs: 10_000 },
          { embedded: 100, durationMs: 1_000 },
        ],
        55
      )
    ).toBe(5.5);
  });
});
