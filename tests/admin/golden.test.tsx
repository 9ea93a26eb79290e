import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { GoldenReport } from '../../src/plugins/index-rebuild/admin/src/components/runs/GoldenReport';
import { PromoteAnyway } from '../../src/plugins/index-rebuild/admin/src/components/runs/PromoteAnyway';
import { AllowIt } from '../../src/plugins/index-rebuild/admin/src/pages/OverviewTab';
import en from '../../src/plugins/index-rebuild/admin/src/translations/en.json';
import type {
  ErrorInfo,
  GoldenReport as Report,
  Run,
} from '../../src/plugins/index-rebuild/shared/contracts';
import { renderInAdmin } from './support/render';
import { aRun } from './support/samples';

const report = (changes: Partial<Report>): Report => ({
  ...{ queries: 12, passed: 11, passedBefore: 12, droppedCount: 0, dropped: [] },
  ...changes,
});

describe('golden queries of a run', () => {
  it('says how many are answered well, now and before', () => {
    renderInAdmin(<GoldenReport report={report({})} isSingleType={() => false} />);
    expect(screen.getByText('11 of 12 golden queries are answered well. Before: 12.')).toBeInTheDocument();
  });

  it.each([
    [1, 'The golden query is answered well.'],
    [0, 'The golden query is not answered well.'],
  ])('with %i of one', (passed, sentence) => {
    renderInAdmin(
      <GoldenReport report={report({ queries: 1, passed, passedBefore: null })} isSingleType={() => false} />
    );
    expect(screen.getByText(sentence)).toBeInTheDocument();
  });

  it('names those that are answered worse, with links to the missing records', () => {
    const missing = [
      { uid: 'api::page.page', documentId: 'abc' },
      { uid: 'api::home.home', documentId: 'def' },
    ];
    const dropped = [{ query: 'opening hours', locale: 'de', first: 3, missing }];
    renderInAdmin(
      <GoldenReport
        report={report({ droppedCount: 2, dropped })}
        isSingleType={(uid) => uid === 'api::home.home'}
      />
    );
    expect(screen.getByRole('listitem')).toHaveTextContent(
      '“opening hours”: no longer among the first 3: abc, def'
    );
    expect(screen.getByRole('link', { name: 'abc' })).toHaveAttribute(
      'href',
      '/content-manager/collection-types/api::page.page/abc?plugins[i18n][locale]=de'
    );
    expect(screen.getByRole('link', { name: 'def' })).toHaveAttribute(
      'href',
      '/content-manager/single-types/api::home.home?plugins[i18n][locale]=de'
    );
    expect(screen.getByText('One more is answered worse.')).toBeInTheDocument();
  });
});

describe('a rebuild that is stopped for two reasons', () => {
  const stopped = (code: string, allowed: Partial<Run>) =>
    aRun({ status: 'failed', error: { code, message: 'It was stopped.' }, ...allowed });

  const asked = async (run: Run, action: string, confirm: string, reason?: string): Promise<object[]> => {
    const user = userEvent.setup();
    const requests: object[] = [];
    const startFrom = async (request: object): Promise<null> => {
      requests.push(request);
      return null;
    };
    renderInAdmin(<AllowIt {...{ run, startFrom }} error={run.error as ErrorInfo} />);
    await user.click(screen.getByRole('button', { name: action }));
    if (reason) await user.type(screen.getByRole('textbox'), reason);
    await user.click(screen.getByRole('button', { name: confirm }));
    return requests;
  };

  it('keeps what was allowed before', async () => {
    const run = stopped('GOLDEN_QUERIES_DROPPED', { allowShrink: true });
    expect(await asked(run, en['drop.action'], en['drop.confirm'], 'New names.')).toEqual([
      { allowDrop: true, reason: 'New names.', allowShrink: true },
    ]);
  });

  it('keeps the reason as well, the other way round', async () => {
    const run = stopped('SOURCE_SHRUNK', { allowDrop: true, reason: 'New names.' });
    expect(await asked(run, en['shrink.action'], en['shrink.confirm'])).toEqual([
      { allowShrink: true, allowDrop: true, reason: 'New names.' },
    ]);
  });

  it('allows nothing else of its own accord', async () => {
    expect(await asked(stopped('SOURCE_SHRUNK', {}), en['shrink.action'], en['shrink.confirm'])).toEqual([
      { allowShrink: true },
    ]);
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
