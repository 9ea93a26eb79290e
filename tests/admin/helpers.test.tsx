import { percentOf } from '../../src/plugins/index-rebuild/admin/src/helpers/run-display';
import {
  durationParts,
  relativeTime,
  roughDuration,
  type RoughDuration,
  type TimeUnit,
} from '../../src/plugins/index-rebuild/admin/src/helpers/time';
import { Duration } from '../../src/plugins/index-rebuild/admin/src/components/common/Duration';
import type { StageProgress } from '../../src/plugins/index-rebuild/shared/contracts';
import { renderInAdmin } from './support/render';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('relativeTime', () => {
  const now = new Date('2026-03-01T12:00:00.000Z');

  it.each<[number, number, TimeUnit]>([
    [0, 0, 'second'],
    [-59 * SECOND, 0, 'second'],
    [-MINUTE, -1, 'minute'],
    [-HOUR + SECOND, -59, 'minute'],
    [-HOUR, -1, 'hour'],
    [-DAY + SECOND, -23, 'hour'],
    [-DAY, -1, 'day'],
    [-30 * DAY + SECOND, -30, 'day'],
    [-30 * DAY, -1, 'month'],
    [-364 * DAY, -12, 'month'],
    [-730 * DAY, -2, 'year'],
    [90 * SECOND, 1, 'minute'],
    [59 * SECOND, 0, 'second'],
  ])('%d ms from now is %d %s', (distance, value, unit) => {
    expect(relativeTime(new Date(now.getTime() + distance), now, 'UTC')).toEqual({ value, unit });
  });

  it.each<[from: string, now: string, timeZone: string, days: number]>([
    ['2026-03-04T23:00:00Z', '2026-03-06T22:00:00Z', 'UTC', -2],
    ['2026-03-05T00:00:00Z', '2026-03-06T22:00:00Z', 'UTC', -1],
    ['2026-03-04T23:00:00Z', '2026-03-06T22:00:00Z', 'Asia/Tokyo', -2],
    ['2026-03-04T23:00:00Z', '2026-03-06T14:00:00Z', 'Asia/Tokyo', -1],
    ['2026-03-08T01:00:00Z', '2026-03-06T22:00:00Z', 'UTC', 2],
    // The clocks go back: 24 hours earlier it is still the same day in Vienna.
    ['2026-10-24T22:10:00Z', '2026-10-25T22:20:00Z', 'Europe/Vienna', -1],
  ])('%s seen at %s in %s is %d calendar days away', (from, seen, timeZone, value) => {
    expect(relativeTime(new Date(from), new Date(seen), timeZone)).toEqual({ value, unit: 'day' });
  });
});

describe('roughDuration', () => {
  it.each<[number, RoughDuration]>([
    [0.2, { value: 1, unit: 'second' }],
    [5.5, { value: 6, unit: 'second' }],
    [89.4, { value: 89, unit: 'second' }],
    [90, { value: 2, unit: 'minute' }],
    [3_629, { value: 60, unit: 'minute' }],
    [89 * 60, { value: 89, unit: 'minute' }],
    [90 * 60, { value: 2, unit: 'hour' }],
  ])('of %d seconds is %j', (seconds, rough) => {
    expect(roughDuration(seconds)).toEqual(rough);
  });
});

describe('a duration', () => {
  it.each([
    [0, { hours: 0, minutes: 0, seconds: 0, tenths: true }],
    [9_940, { hours: 0, minutes: 0, seconds: 9.9, tenths: true }],
    [10_000, { hours: 0, minutes: 0, seconds: 10, tenths: false }],
    [59_499, { hours: 0, minutes: 0, seconds: 59, tenths: false }],
    [59_500, { hours: 0, minutes: 1, seconds: 0, tenths: false }],
    [3_599_500, { hours: 1, minutes: 0, seconds: 0, tenths: false }],
    [26 * HOUR, { hours: 26, minutes: 0, seconds: 0, tenths: false }],
  ])('of %d ms has the parts %j', (milliseconds, parts) => {
    expect(durationParts(milliseconds)).toEqual(parts);
  });

  it.each<[number | null, string]>([
    [null, '—'],
    [0, '0 s'],
    [1_234, '1.2 s'],
    [12_345, '12 s'],
    [65_000, '1 min 5 s'],
    [2 * HOUR + 3 * MINUTE + 59 * SECOND, '2 h 3 min'],
  ])('of %s ms reads "%s"', (milliseconds, text) => {
    expect(renderInAdmin(<Duration milliseconds={milliseconds} />).container).toHaveTextContent(text, {
      normalizeWhitespace: true,
    });
  });
});

describe('percentOf', () => {
  it.each<[string, Partial<StageProgress>, number | null]>([
    ['waiting', { state: 'pending' }, 0],
    ['done, whatever it counted', { state: 'done', done: 0, total: null }, 100],
    ['of unknown size', { done: 3 }, null],
    ['of nothing', { total: 0 }, null],
    ['begun', { done: 1, total: 3 }, 33],
    ['nearly done, not rounded up', { done: 999, total: 1000 }, 99],
    ['over its total', { done: 12, total: 10 }, 100],
  ])('of a stage that is %s', (_, progress, percent) => {
    expect(
      percentOf({ stage: 'embed', state: 'running', done: 0, total: null, secondsLeft: null, ...progress })
    ).toBe(percent);
  });
});
