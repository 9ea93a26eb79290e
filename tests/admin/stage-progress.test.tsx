import { screen, within } from '@testing-library/react';

import { StageProgressList } from '../../src/plugins/index-rebuild/admin/src/components/runs/StageProgressList';
import { stageKey } from '../../src/plugins/index-rebuild/admin/src/helpers/run-display';
import en from '../../src/plugins/index-rebuild/admin/src/translations/en.json';
import type { StageName, StageProgress } from '../../src/plugins/index-rebuild/shared/contracts';
import { renderInAdmin } from './support/render';
import { aRunningRun, stagesAt } from './support/samples';

const texts: Record<string, string> = en;
const EMBED = 'Processing text';

/** How much of a bar is filled, in percent: its inner part is moved to the left by the rest. */
const filled = (bar: HTMLElement): number => {
  const { transform } = (bar.firstElementChild as HTMLElement).style;
  return 100 - Number(/translate3D\(-([\d.]+)%/i.exec(transform)?.[1]);
};

const show = (progress: Partial<StageProgress>) => {
  renderInAdmin(<StageProgressList stages={stagesAt('embed', progress)} />);
  return screen.getByRole('progressbar', { name: EMBED });
};

describe('the list of stages', () => {
  it('shows the stages of a run in their order, each with a bar of its name', () => {
    const { stages } = aRunningRun('embed');
    renderInAdmin(<StageProgressList stages={stages} />);
    const names = screen.getAllByRole('listitem').map((item) => {
      const bar = within(item).getByRole('progressbar');
      expect(within(item).getByText(bar.getAttribute('aria-label') ?? '')).toBeVisible();
      return bar.getAttribute('aria-label');
    });
    expect(names).toEqual(stages.map(({ stage }) => texts[stageKey(stage)]));
  });

  it('shows a stage that this version of the page does not know', () => {
    const unknown = { ...stagesAt('embed')[0], stage: 'polish' as StageName };
    renderInAdmin(<StageProgressList stages={[unknown]} />);
    expect(screen.getByRole('progressbar', { name: 'Another step' })).toBeVisible();
  });

  it.each<[string, Partial<StageProgress>, number, string]>([
    ['waits', { state: 'pending' }, 0, 'Waiting'],
    ['is done', { state: 'done' }, 100, 'Done'],
    ['is running, its size not known yet', {}, 0, 'In progress'],
    ['has just begun', { done: 0, total: 20 }, 0, '0 of 20'],
    ['is half done', { done: 1500, total: 3000 }, 50, '1,500 of 3,000'],
    ['knows the time left', { done: 1, total: 2, secondsLeft: 1 }, 50, '1 of 2, about 1 second left'],
    [
      'stays with seconds below a minute and a half',
      { done: 1, total: 2, secondsLeft: 89 },
      50,
      '1 of 2, about 89 seconds left',
    ],
    ['goes on in minutes', { done: 1, total: 2, secondsLeft: 90 }, 50, '1 of 2, about 2 minutes left'],
    ['rounds minutes', { done: 1, total: 2, secondsLeft: 3_629 }, 50, '1 of 2, about 60 minutes left'],
  ])('a stage that %s', (_, progress, percent, detail) => {
    const bar = show(progress);
    expect(bar).toHaveAttribute('aria-valuetext', detail);
    expect(filled(bar)).toBe(percent);
    const item = bar.closest('li') as HTMLElement;
    expect(within(item).getByText(detail)).toBeVisible();
  });

  it('does not show a stale time left once a stage is done', () => {
    expect(show({ state: 'done', secondsLeft: 12 })).toHaveAttribute('aria-valuetext', 'Done');
  });
});
