import { nextTime } from '../../src/plugins/index-rebuild/server/src/adapters/system/next-time';
import {
  createSchedule,
  type SchedulePorts,
} from '../../src/plugins/index-rebuild/server/src/services/schedule';

const NOW = new Date('2026-03-28T12:00:00.000Z');
const ON_CHANGES = { quietSeconds: 300, share: 0.02, maxAgeHours: 24 };

describe('the next rebuild', () => {
  const never = (): never => {
    throw new Error('Nothing is started here.');
  };

  const next = (
    schedule: SchedulePorts['settings']['schedule'],
    rebuild: SchedulePorts['settings']['drift']['rebuild'] = null
  ) => {
    const drift = { check: null, warning: { share: 0.1, days: 7 }, rebuild };
    const cron = { add: never, remove: never, next: nextTime };
    const log = { info: never, warn: never, error: never } as never;
    const runs = { latest: never };
    const ports = { settings: { schedule, drift }, runs, cron, clock: { now: () => NOW }, log };
    return createSchedule(ports, { start: never }, { check: never }).nextRebuild();
  };

  it('is not known where neither time nor changes start one', () => {
    expect(next({ rebuild: null })).toBeNull();
  });

  it.each([
    ['0 3 * * *', 'UTC', '2026-03-29T03:00:00.000Z'],
    // The clocks go forward in between.
    ['0 3 * * *', 'Europe/Vienna', '2026-03-29T01:00:00.000Z'],
    ['30 4 * * 1', 'America/New_York', '2026-03-30T08:30:00.000Z'],
  ])('by "%s" in %s is at %s', (rebuild, timeZone, scheduledAt) => {
    expect(next({ rebuild, timeZone })).toEqual({ scheduledAt, onChanges: null });
  });

  it('has no time when the rule never comes true', () => {
    expect(next({ rebuild: '0 3 31 2 *', timeZone: 'UTC' })).toBeNull();
  });

  it('can depend on changes', () => {
    expect(next({ rebuild: null }, ON_CHANGES)).toEqual({
      scheduledAt: null,
      onChanges: { share: 0.02, maxAgeHours: 24 },
    });
  });
});
