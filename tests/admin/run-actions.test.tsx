import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { RunActions } from '../../src/plugins/index-rebuild/admin/src/components/runs/RunActions';
import en from '../../src/plugins/index-rebuild/admin/src/translations/en.json';
import type { Status } from '../../src/plugins/index-rebuild/shared/contracts';
import { renderInAdmin } from './support/render';
import { complete, rebuilding } from './support/samples';

describe('what can be done', () => {
  const show = (status: Status | undefined, mayRead = true) => {
    const started: string[] = [];
    renderInAdmin(
      <RunActions
        mayRead={mayRead}
        status={status}
        isStarting={false}
        onStart={() => started.push('rebuild')}
        onTag={() => started.push('tag')}
        isCancelling={() => false}
        onCancel={() => started.push('cancel')}
      />
    );
    return started;
  };

  it('is a rebuild, and a tag run where tagging is configured', async () => {
    const started = show(complete({ tagging: true }));
    await userEvent.click(screen.getByRole('button', { name: en['tag.start'] }));
    await userEvent.click(screen.getByRole('button', { name: en.rebuild }));
    expect(started).toEqual(['tag', 'rebuild']);
  });

  it('does not include a tag run otherwise', () => {
    show(complete());
    expect(screen.queryByRole('button', { name: en['tag.start'] })).toBeNull();
  });

  it('is not known before the status is', () => {
    show(undefined);
    expect(screen.queryAllByRole('button')).toEqual([]);
  });

  it('is a rebuild for somebody who may not know the status', async () => {
    const started = show(undefined, false);
    await userEvent.click(screen.getByRole('button', { name: en.rebuild }));
    expect(started).toEqual(['rebuild']);
  });

  it('is neither while a run is active', () => {
    show(rebuilding({ tagging: true }));
    expect(screen.getByRole('button', { name: en['tag.start'] })).toBeDisabled();
    expect(screen.getByRole('button', { name: en['status.running'] })).toBeDisabled();
  });
});
