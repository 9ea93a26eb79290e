import { screen, within } from '@testing-library/react';

import { Servers } from '../../src/plugins/index-rebuild/admin/src/components/status/Servers';
import type { Replica } from '../../src/plugins/index-rebuild/shared/contracts';
import { renderInAdmin } from './support/render';

const aServer = (changes: Partial<Replica> = {}): Replica => ({
  ...{ id: 'one', name: 'cms-1:71', self: true, generation: 'g-2', current: true, problem: null, overlay: 0 },
  ...{ startedAt: '2026-03-01T08:00:00.000Z', seenAt: '2026-03-01T09:00:00.000Z', silent: false },
  ...changes,
});

const stateOf = (name: string): string | null => {
  const row = screen.getByText(name).closest('tr') as HTMLElement;
  return within(row).getAllByRole('gridcell')[1].textContent;
};

describe('the servers', () => {
  it('are not shown while there is one alone', () => {
    renderInAdmin(<Servers replicas={[aServer()]} />);
    expect(screen.queryByRole('heading')).toBeNull();
  });

  it('each have their state, with the reason where there is one', () => {
    renderInAdmin(
      <Servers
        replicas={[
          aServer(),
          aServer({ id: 'two', name: 'cms-2:9', self: false, current: false, problem: 'GENERATION_CORRUPT' }),
          aServer({ id: 'three', name: 'cms-3:5', self: false, generation: null, current: false }),
          aServer({ id: 'four', name: 'cms-4:5', self: false, silent: true }),
        ]}
      />
    );
    expect(screen.getAllByText('This server')).toHaveLength(1);
    expect(stateOf('cms-1:71')).toBe('Answers');
    expect(stateOf('cms-2:9')).toMatch(/^Uses an earlier index version.+damaged/);
    expect(stateOf('cms-3:5')).toBe('Does not answer');
    expect(stateOf('cms-4:5')).toBe('Not heard from');
  });
});
