import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { GoldenReport } from '../../src/plugins/index-rebuild/admin/src/components/runs/GoldenReport';
import { PromoteAnyway } from '../../src/plugins/index-rebuild/admin/src/components/runs/PromoteAnyway';
import en from '../../src/plugins/index-rebuild/admin/src/translations/en.json';
import type { GoldenReport as Report } from '../../src/plugins/index-rebuild/shared/contracts';
import { renderInAdmin } from './support/render';

const report = (changes: Partial<Report>): Report => ({
  ...{ queries: 12, passed: 11, passedBefore: 12, droppedCount: 0, dropped: [] },
  ...changes,
});

describe('golden queries of a run', () => {
  it('says how many are answered well, now and before', () => {
    renderInAdmin(<GoldenReport report={report({})} />);
    expect(screen.getByText('11 of 12 golden queries are answered well. Before: 12.')).toBeInTheDocument();
  });

  it.each([
    [1, 'The golden query is answered well.'],
    [0, 'The golden query is not answered well.'],
  ])('with %i of one', (passed, sentence) => {
    renderInAdmin(<GoldenReport report={report({ queries: 1, passed, passedBefore: null })} />);
    expect(screen.getByText(sentence)).toBeInTheDocument();
  });

  it('names those that are answered worse, with links to the missing records', () => {
    const missing = [{ uid: 'api::page.page', documentId: 'abc' }];
    const dropped = [{ query: 'opening hours', locale: null, first: 3, missing }];
    renderInAdmin(<GoldenReport report={report({ droppedCount: 2, dropped })} />);
    expect(screen.getByRole('listitem')).toHaveTextContent(
      '“opening hours”: no longer among the first 3: abc'
    );
    expect(screen.getByRole('link', { name: 'abc' })).toHaveAttribute(
      'href',
      '/content-manager/collection-types/api::page.page/abc'
    );
    expect(screen.getByText('One more is answered worse.')).toBeInTheDocument();
  });
});

describe('promoting anyway', () => {
  it('needs a reason', async () => {
    const user = userEvent.setup();
    const reasons: string[] = [];
    renderInAdmin(
      <PromoteAnyway
        message="1 golden query is answered worse."
        onConfirm={async (reason) => {
          reasons.push(reason);
          return reasons.length === 1 ? 'The connection was lost.' : null;
        }}
      />
    );
    await user.click(screen.getByRole('button', { name: en['drop.action'] }));
    await user.click(screen.getByRole('button', { name: en['drop.confirm'] }));
    expect(await screen.findByText(en['reason.missing'])).toBeInTheDocument();
    await user.type(screen.getByRole('textbox'), ' New names. ');
    await user.click(screen.getByRole('button', { name: en['drop.confirm'] }));
    // What was typed is still there when it is refused.
    expect(await screen.findByText('The connection was lost.')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: en['drop.confirm'] }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument());
    expect(reasons).toEqual(['New names.', 'New names.']);
  });
});
