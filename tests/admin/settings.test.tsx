import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { SettingsArea } from '../../src/plugins/index-rebuild/admin/src/components/settings/SettingsArea';
import type { FieldError, SettingsChange } from '../../src/plugins/index-rebuild/shared/contracts';
import { AdminServer, settled, shown } from './support/admin-server';
import { aSetting, settingsPage } from './support/setting-samples';
import { storeFrame } from './support/store';

const PAGE = 'GET /index-rebuild/settings';
const CHANGES = 'GET /index-rebuild/settings/changes?page=1&pageSize=10';
const RETENTION = { generations: 5, partialBuilds: 2, runs: 200 };
const BY_BEA = { source: 'admin', changedAt: '2026-03-01T10:00:00.000Z', changedBy: 'Bea' } as const;

const changesPage = (changes: SettingsChange[] = []) => ({
  status: 200,
  body: {
    data: changes,
    meta: { pagination: { page: 1, pageSize: 10, pageCount: 1, total: changes.length } },
  },
});

const refused = (status: number, code: string, errors: Partial<FieldError>[] = []) => ({
  status,
  body: { data: null, error: { status, name: 'Error', message: 'No.', details: { code, errors } } },
});

describe('the page with the settings', () => {
  let server: AdminServer;
  const onUnsaved = jest.fn();

  beforeEach(async () => {
    onUnsaved.mockReset();
    server = await AdminServer.start();
    server.answer(PAGE, settingsPage());
    server.answer(CHANGES, changesPage());
  });

  afterEach(() => server.stop());

  const open = async (canUpdate = true): Promise<void> => {
    render(<SettingsArea canUpdate={canUpdate} onUnsaved={onUnsaved} />, { wrapper: storeFrame() });
    await shown(() => expect(card('What is kept')).toBeInTheDocument());
  };

  const card = (name: string) => screen.getByRole('region', { name });
  const field = (name: string, label: string) => within(card(name)).getByLabelText(label);
  const button = (name: string) => screen.getByRole('button', { name });

  const type = (name: string, label: string, text: string) =>
    act(async () => {
      const input = field(name, label);
      await userEvent.clear(input);
      await userEvent.type(input, text);
    });

  const press = (name: string) =>
    act(async () => {
      button(name).focus();
      await userEvent.keyboard('{Enter}');
    });

  const sent = (method: string) => server.asked.filter((one) => one.method === method);

  it('shows each section with where it comes from, and the file’s other settings', async () => {
    server.answer(PAGE, settingsPage([aSetting('retention', { ...BY_BEA, value: RETENTION, version: 1 })]));
    await open();
    // Among them are Strapi's notifications.
    expect(screen.getAllByRole('region')).toHaveLength(11);
    expect(card('Golden queries')).toHaveTextContent('From config/plugins.ts.');
    expect(card('What is kept')).toHaveTextContent('Changed here by Bea, Mar 1, 2026');
    expect(card('What is kept')).toHaveTextContent(
      'config/plugins.ts says: Index versions: 3 · Unfinished builds: 2 · Runs in the history: 200.'
    );
    const rows = within(screen.getByRole('grid', { name: 'Other settings' })).getAllByRole('row');
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      'SettingValueKey',
      'Text that is searchedExpert{name}sources[0].template',
      'Folder of the index.tmp/index-rebuildstorageDir',
      'Time for a search (milliseconds)2,000search.timeoutMs',
      'Memory of a rebuild, at most (MB)Nonebuilder.memoryMb',
    ]);
  });

  it('says what weights are, and where they are tried', async () => {
    const value = { words: 2, fields: { 'api::expert.expert': { bio: 0.5 } } };
    server.answer(PAGE, settingsPage([aSetting('search.weights', { ...BY_BEA, value, version: 1 })]));
    await open();
    const own = card('Weights in ranking');
    expect(own).toHaveTextContent('Words × 2 and expert › bio × 0.5');
    expect(own).toHaveTextContent('config/plugins.ts says: As tuned.');
    expect(within(own).getByRole('link')).toHaveAttribute(
      'href',
      '/plugins/index-rebuild/try?against=weights'
    );
    expect(within(own).getAllByRole('button')).toHaveLength(1);
  });

  it('saves what is entered, on the version that it was based on', async () => {
    await open();
    expect(button('Save: What is kept')).toBeDisabled();
    const saved = aSetting('retention', { ...BY_BEA, value: RETENTION, version: 1 });
    server.answer('PUT /index-rebuild/settings/retention', { status: 200, body: { data: saved } });
    await type('What is kept', 'Index versions', '5');
    expect(onUnsaved).toHaveBeenLastCalledWith(true);
    await type('What is kept', 'Why (optional)', 'More room.');
    server.answer(PAGE, settingsPage([saved]));
    await press('Save: What is kept');
    await shown(() => expect(screen.getByText('What is kept: saved and in effect.')).toBeInTheDocument());
    expect(sent('PUT')).toMatchObject([
      {
        url: '/index-rebuild/settings/retention',
        body: { value: RETENTION, version: 0, note: 'More room.' },
      },
    ]);
    await shown(() => expect(card('What is kept')).toHaveTextContent('Changed here by Bea'));
    expect(button('Save: What is kept')).toBeDisabled();
    expect(onUnsaved).toHaveBeenLastCalledWith(false);
    expect(within(card('What is kept')).queryByLabelText('Why (optional)')).toBeNull();
    expect(field('What is kept', 'Index versions')).toHaveValue('5');
    expect(within(card('What is kept')).getByRole('heading')).toHaveFocus();
  });

  it('shows shares as percentages', async () => {
    await open();
    expect(field('Warning about changes', 'Changed records (%)')).toHaveValue('10');
    server.answer('PUT /index-rebuild/settings/drift.warning', refused(500, ''));
    await type('Warning about changes', 'Changed records (%)', '7');
    await press('Save: Warning about changes');
    expect(sent('PUT')).toMatchObject([{ body: { value: { share: 0.07, days: 7 } } }]);
  });

  it('says at the field what is wrong with it, in the reader’s words', async () => {
    await open();
    server.answer(
      'PUT /index-rebuild/settings/guards',
      refused(400, 'SETTINGS_INVALID', [{ path: ['minShare'], reason: 'max', limit: 1 }])
    );
    await type('Safeguards of a rebuild', 'Records that may fail (%)', '200');
    await press('Save: Safeguards of a rebuild');
    const label = 'Smallest new index, compared with the current one (%)';
    await shown(() =>
      expect(field('Safeguards of a rebuild', label)).toHaveAccessibleDescription('Enter 100 or less.')
    );
    expect(field('Safeguards of a rebuild', label)).toBeInvalid();
    expect(field('Safeguards of a rebuild', 'Records that may fail (%)')).toHaveValue('200');
  });

  it('loses nothing when somebody else has changed the section meanwhile', async () => {
    await open();
    await type('What is kept', 'Index versions', '5');
    const theirs = aSetting('retention', {
      ...{ ...BY_BEA, version: 1 },
      value: { generations: 9, partialBuilds: 2, runs: 200 },
    });
    server.answer(PAGE, settingsPage([theirs]));
    server.answer('PUT /index-rebuild/settings/retention', refused(409, 'SETTINGS_CHANGED'));
    await press('Save: What is kept');
    await shown(() =>
      expect(within(card('What is kept')).getByRole('alert')).toHaveTextContent(
        'Bea has changed this meanwhile. Nothing of yours was saved or lost.In effect now: Index versions: 9'
      )
    );
    expect(field('What is kept', 'Index versions')).toHaveValue('5');
    const saved = aSetting('retention', { ...BY_BEA, value: RETENTION, version: 2 });
    server.answer('PUT /index-rebuild/settings/retention', { status: 200, body: { data: saved } });
    server.answer(PAGE, settingsPage([saved]));
    await press('Save: What is kept');
    await shown(() => expect(within(card('What is kept')).queryByRole('alert')).toBeNull());
    expect(sent('PUT').map(({ body }) => (body as { version: number }).version)).toEqual([0, 1]);
  });

  it('can keep what the other has set', async () => {
    await open();
    await type('What is kept', 'Index versions', '5');
    const value = { generations: 9, partialBuilds: 2, runs: 200 };
    server.answer(PAGE, settingsPage([aSetting('retention', { ...BY_BEA, version: 1, value })]));
    server.answer('PUT /index-rebuild/settings/retention', refused(409, 'SETTINGS_CHANGED'));
    await press('Save: What is kept');
    await shown(() => expect(button('Keep the value in effect')).toBeInTheDocument());
    await press('Keep the value in effect');
    expect(field('What is kept', 'Index versions')).toHaveValue('9');
    expect(onUnsaved).toHaveBeenLastCalledWith(false);
  });

  it('turns a section on with values to begin with, and off', async () => {
    await open();
    const { getByRole, queryByLabelText, getByLabelText } = within(card('Insights'));
    expect(queryByLabelText('Days that are kept')).toBeNull();
    await act(async () => {
      getByRole('checkbox', { name: 'Count searches' }).focus();
      await userEvent.keyboard(' ');
    });
    expect(getByLabelText('Days that are kept')).toHaveValue('90');
    server.answer('PUT /index-rebuild/settings/insights', refused(500, ''));
    await press('Save: Insights');
    expect(sent('PUT')).toMatchObject([
      { body: { value: { retentionDays: 90, minCount: 3, maxQueries: 5000 } } },
    ]);
  });

  it('takes back what was set here', async () => {
    server.answer(PAGE, settingsPage([aSetting('retention', { ...BY_BEA, value: RETENTION, version: 4 })]));
    await open();
    await type('What is kept', 'Index versions', '99');
    const before = aSetting('retention', { version: 5 });
    server.answer('POST /index-rebuild/settings/retention/reset', { status: 200, body: { data: before } });
    server.answer(PAGE, settingsPage([before]));
    await press('Reset to the file’s value: What is kept');
    await shown(() => expect(field('What is kept', 'Index versions')).toHaveValue('3'));
    expect(sent('POST')).toMatchObject([{ body: { version: 4 } }]);
    expect(screen.queryByRole('button', { name: /^Reset/ })).toBeNull();
  });

  it('tells when a schedule comes true, or that it never does', async () => {
    const times = (query: string, body: object) =>
      server.answer(`GET /index-rebuild/settings/times?${query}`, { status: 200, body });
    times('rule=17+*+*+*+*&timeZone=UTC', { data: ['2026-03-01T10:17:00.000Z'] });
    await open();
    await shown(() =>
      expect(card('Check for changes')).toHaveTextContent('Next, in your time zone: Mar 1, 2026, 10:17:00 AM')
    );
    times('rule=0+3+31+2+*&timeZone=', { data: [] });
    await type('Scheduled rebuild', 'Times, as a cron expression', '0 3 31 2 *');
    await shown(() => expect(card('Scheduled rebuild')).toHaveTextContent('This never comes true.'));
  });

  it('says that a stored value cannot be used', async () => {
    server.answer(PAGE, settingsPage([aSetting('guards', { version: 1, problem: 'minShare: Too big' })]));
    await open();
    expect(card('Safeguards of a rebuild')).toHaveTextContent(/is not allowed any more.*minShare: Too big/);
    expect(button('Reset to the file’s value: Safeguards of a rebuild')).toBeVisible();
  });

  it.each([
    ['who may only look', false, {}],
    ['everybody where the file alone counts', true, { readOnly: true }],
  ])('shows values in words to %s', async (_, canUpdate, more) => {
    server.answer(PAGE, settingsPage([], more));
    await open(canUpdate);
    expect(card('Warning about changes')).toHaveTextContent(
      'Changed records (%): 10% · Age of the oldest change (days): 7'
    );
    expect(card('Insights')).toHaveTextContent('Off');
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.queryByRole('button', { name: /^Save/ })).toBeNull();
  });

  it('lists who changed what from what to what', async () => {
    server.answer(
      CHANGES,
      changesPage([
        {
          ...{ id: 2, section: 'schedule', kind: 'reset', at: '2026-03-01T10:00:00.000Z', by: 'Bea' },
          ...{
            before: { rebuild: '0 3 * * *', timeZone: 'UTC' },
            after: { rebuild: null },
            note: 'No need.',
          },
        },
        {
          ...{ id: 1, section: 'ranking', kind: 'change', at: '2026-03-01T09:00:00.000Z', by: null },
          ...{ before: 1, after: { a: 2 }, note: null },
        },
      ])
    );
    await open();
    await shown(() => expect(screen.getByRole('grid', { name: 'Changes' })).toBeInTheDocument());
    const [, first, second] = within(screen.getByRole('grid', { name: 'Changes' })).getAllByRole('row');
    expect(first).toHaveTextContent(
      /BeaNo need\.Scheduled rebuildReset to the file’s valueTimes, as a cron expression: 0 3 \* \* \* · Time zone: UTCTimes, as a cron expression: Never · Time zone: The server’s time zone$/
    );
    expect(second).toHaveTextContent(/Unknownranking1{"a":2}$/);
  });

  it('can be asked for again when it could not be loaded', async () => {
    server.answer(PAGE, refused(500, ''));
    render(<SettingsArea canUpdate onUnsaved={onUnsaved} />, { wrapper: storeFrame() });
    await shown(() => expect(screen.getByText('The settings could not be loaded.')).toBeInTheDocument());
    server.answer(PAGE, settingsPage());
    await press('Try again');
    await shown(() => expect(card('What is kept')).toBeInTheDocument());
    await settled();
  });
});
