import { act, screen } from '@testing-library/react';

import { TimeText } from '../../src/plugins/index-rebuild/admin/src/components/common/TimeText';
import { renderInAdmin, type Locale } from './support/render';

const NOW = '2026-03-01T12:00:00.000Z';

/** The two lines of the text: how long ago, and when. */
const linesOf = (iso: string, locale?: Locale): (string | null)[] => {
  const { container } = renderInAdmin(<TimeText iso={iso} />, locale);
  const time = container.querySelector('time');
  expect(time).toHaveAttribute('datetime', iso);
  return [...(time?.children ?? [])].map((line) => line.textContent?.replace(/\s/g, ' ') ?? null);
};

describe('a time', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date(NOW) });
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it.each<[string, Locale, string, string]>([
    ['2026-03-01T11:59:30.000Z', 'en', 'just now', 'Mar 1, 2026, 11:59:30 AM'],
    ['2026-03-01T11:58:59.000Z', 'en', '1 minute ago', 'Mar 1, 2026, 11:58:59 AM'],
    ['2026-03-01T09:00:00.000Z', 'en', '3 hours ago', 'Mar 1, 2026, 9:00:00 AM'],
    ['2026-02-24T12:00:00.000Z', 'en', '5 days ago', 'Feb 24, 2026, 12:00:00 PM'],
    ['2026-02-28T11:00:00.000Z', 'en', 'yesterday', 'Feb 28, 2026, 11:00:00 AM'],
    ['2026-02-27T13:00:00.000Z', 'en', '2 days ago', 'Feb 27, 2026, 1:00:00 PM'],
    ['2026-02-27T13:00:00.000Z', 'de', 'vorgestern', '27.02.2026, 13:00:00'],
    ['2026-03-01T12:10:00.000Z', 'en', 'in 10 minutes', 'Mar 1, 2026, 12:10:00 PM'],
    ['2026-03-01T11:59:30.000Z', 'de', 'gerade eben', '01.03.2026, 11:59:30'],
    ['2026-03-01T09:00:00.000Z', 'de', 'vor 3 Stunden', '01.03.2026, 09:00:00'],
    ['2026-03-01T09:00:00.000Z', 'fr', 'il y a 3 heures', '1 mars 2026, 09:00:00'],
    ['2026-02-28T11:00:00.000Z', 'es', 'ayer', '28 feb 2026, 11:00:00'],
  ])('%s in %s is "%s", with the time itself', (iso, locale, relative, absolute) => {
    expect(linesOf(iso, locale)).toEqual([relative, absolute]);
  });

  it('keeps "ago" true while the page stays open, and clears its timer', () => {
    const { unmount } = renderInAdmin(<TimeText iso="2026-03-01T11:58:00.000Z" />);
    expect(screen.getByText('2 minutes ago')).toBeVisible();
    act(() => jest.advanceTimersByTime(3 * 60_000));
    expect(screen.getByText('5 minutes ago')).toBeVisible();
    unmount();
    expect(jest.getTimerCount()).toBe(0);
  });
});
