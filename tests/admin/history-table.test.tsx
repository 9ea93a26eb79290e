import { screen, within } from '@testing-library/react';

import { HistoryTable } from '../../src/plugins/index-rebuild/admin/src/components/runs/HistoryTable';
import en from '../../src/plugins/index-rebuild/admin/src/translations/en.json';
import type { Run } from '../../src/plugins/index-rebuild/shared/contracts';
import { renderInAdmin } from './support/render';
import { aRun, aRunningRun } from './support/samples';

/** Each text on its own: the main lines of the cells and the smaller ones below them. */
const linesOf = (element: HTMLElement): string[] =>
  [...element.querySelectorAll('*')]
    .filter((part) => part.childElementCount === 0 && part.textContent)
    .map((part) => part.textContent?.replace(/\s/g, ' ') ?? '');

/** The lines of each row, without the headings. */
const show = (...runs: Run[]): string[][] => {
  renderInAdmin(<HistoryTable runs={runs} />);
  return screen.getAllByRole('row').slice(1).map(linesOf);
};

/** The lines of the cell that says `text`. */
const cellWith = (text: string): string[] =>
  linesOf(screen.getByText(text).closest('[role="gridcell"]') as HTMLElement);

describe('the history', () => {
  it('has a heading for each column', () => {
    show();
    const headings = linesOf(screen.getByRole('row'));
    expect(headings).toEqual(
      expect.arrayContaining(['Status', 'Started by', 'Records', 'Duration', 'Details'])
    );
  });

  it('shows a completed run', () => {
    const [row] = show(aRun());
    const expected = [
      'Completed',
      'Ada Admin',
      'in the admin',
      '1,234',
      '1,000 processed, 234 unchanged, 0 failed',
      '1 min 5 s',
      'Details',
    ];
    expect(row).toEqual(expect.arrayContaining([...expected, 'Jan 31, 2026, 12:00:00 PM']));
    expect(row).not.toContain('—');
  });

  it.each([
    ['VERIFY_FAILED', 'Recall is too low.', en['errorCode.VERIFY_FAILED']],
    ['SOURCE_SHRUNK', 'Only 2 records can be indexed.', 'Only 2 records can be indexed.'],
    ['FROM_A_LATER_VERSION', 'Something new.', 'Something new.'],
  ])('says in plain words why a run failed: %s', (code, message, words) => {
    show(aRun({ status: 'failed', error: { code, message } }));
    expect(cellWith('Failed')).toEqual(['Failed', words]);
  });

  it('marks what is not known yet of a running run, instead of making up a number', () => {
    const records = { total: null, embedded: 0, reused: 0, failed: 0, tagged: 0 };
    const [row] = show({ ...aRunningRun('snapshot'), records, startedBy: null, trigger: 'drift' });
    expect(row).toEqual(expect.arrayContaining(['Running', '0 processed, 0 unchanged, 0 failed']));
    expect(row.filter((line) => line === '—')).toHaveLength(2);
    expect(cellWith('Automatically')).toEqual(['Automatically', 'because content changed']);
  });

  it.each<[Run['status'], string]>([
    ['queued', 'Queued'],
    ['promoting', 'Switching over'],
    ['cancelled', 'Cancelled'],
    ['interrupted', 'Interrupted'],
  ])('calls a %s run "%s"', (status, label) => {
    show(aRun({ status }));
    expect(cellWith(label)).toEqual([label]);
  });

  it('keeps the order of the server and labels each button with the time of its run', () => {
    const rows = show(aRun({ id: '9', startedAt: '2026-02-02T08:00:00.000Z', startedBy: 'Grace' }), aRun());
    expect(rows.map((row) => row.includes('Grace'))).toEqual([true, false]);
    const buttons = screen.getAllByRole('row').flatMap((row) => within(row).queryAllByRole('button'));
    expect(buttons.map((button) => button.getAttribute('aria-label')?.replace(/\s/g, ' '))).toEqual([
      'Details of the run from Feb 2, 2026, 8:00:00 AM',
      'Details of the run from Jan 31, 2026, 12:00:00 PM',
    ]);
  });
});
