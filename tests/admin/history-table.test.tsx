import { screen, within } from '@testing-library/react';

import { HistoryTable } from '../../src/plugins/index-rebuild/admin/src/components/HistoryTable';
import type { Run } from '../../src/plugins/index-rebuild/shared/contracts';
import { renderInAdmin } from './support/render';
import { aRun, aRunningRun } from './support/samples';

const cellsOf = (row: HTMLElement): HTMLElement[] => within(row).getAllByRole('gridcell');

/** What a cell says, its lines apart. */
const linesOf = (cell: HTMLElement): string =>
  [...cell.querySelectorAll('*')]
    .filter((element) => element.childElementCount === 0 && element.textContent)
    .map((element) => element.textContent?.replace(/\s/g, ' '))
    .join(' | ');

/** The text of each cell by the heading of its column. */
const show = (...runs: Run[]): Record<string, string>[] => {
  renderInAdmin(<HistoryTable runs={runs} />);
  const [head, ...rows] = screen.getAllByRole('row');
  const columns = cellsOf(head).map(linesOf);
  expect(new Set(columns).size).toBe(columns.length);
  return rows.map((row) => Object.fromEntries(cellsOf(row).map((cell, at) => [columns[at], linesOf(cell)])));
};

describe('the history', () => {
  it('shows a completed run', () => {
    const [row] = show(aRun());
    expect(row).toMatchObject({
      Started: expect.stringMatching(/ago \| Jan 31, 2026, 12:00:00 PM$/),
      Status: 'Completed',
      'Started by': 'Ada Admin | in the admin',
      Experts: '1,234',
      'Embedded / reused / failed': '1,000 / 234 / 0',
      Duration: '1 min 5 s',
      Details: 'Details',
    });
  });

  it('shows the code of a failed run next to its state', () => {
    const [row] = show(aRun({ status: 'failed', error: { code: 'VERIFY_FAILED', message: 'Recall is too low.' } }));
    expect(row.Status).toBe('Failed | VERIFY_FAILED');
  });

  it('shows what is not known of a run under way as such, and no made-up number', () => {
    const [row] = show({
      ...aRunningRun('snapshot'),
      records: { total: null, embedded: 0, reused: 0, failed: 0 },
      startedBy: null,
      trigger: 'drift',
    });
    expect(row).toMatchObject({
      Status: 'Running',
      'Started by': 'Automatically | because content changed',
      Experts: '—',
      'Embedded / reused / failed': '0 / 0 / 0',
      Duration: '—',
    });
  });

  it.each<[Run['status'], string]>([
    ['queued', 'Queued'],
    ['promoting', 'Switching over'],
    ['cancelled', 'Cancelled'],
    ['interrupted', 'Interrupted'],
  ])('calls a %s run "%s"', (status, label) => {
    expect(show(aRun({ status }))[0].Status).toBe(label);
  });

  it('keeps the order of the server and tells the buttons apart by the time of the run', () => {
    const rows = show(aRun({ id: '9', startedAt: '2026-02-02T08:00:00.000Z', startedBy: 'Grace' }), aRun());
    expect(rows.map((row) => row['Started by'])).toEqual(['Grace | in the admin', 'Ada Admin | in the admin']);
    const names = screen.getAllByRole('button').map((button) => button.getAttribute('aria-label'));
    expect(names.map((name) => name?.replace(/\s/g, ' '))).toEqual([
      'Details of the run of Feb 2, 2026, 8:00:00 AM',
      'Details of the run of Jan 31, 2026, 12:00:00 PM',
    ]);
  });
});
