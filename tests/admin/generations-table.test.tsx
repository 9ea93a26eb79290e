import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';

import { Generations } from '../../src/plugins/index-rebuild/admin/src/components/generations/Generations';
import { GenerationsTable } from '../../src/plugins/index-rebuild/admin/src/components/generations/GenerationsTable';
import { UnknownVersions } from '../../src/plugins/index-rebuild/admin/src/components/generations/UnknownVersions';
import {
  generationSchema,
  listGenerationsResponseSchema,
  unknownGenerationSchema,
  type Generation,
  type ListGenerationsResponse,
  type UnknownGeneration,
} from '../../src/plugins/index-rebuild/shared/contracts';
import { AdminServer, shown } from './support/admin-server';
import { renderInAdmin } from './support/render';
import { storeFrame } from './support/store';

const aGeneration = (changes: Partial<Generation> = {}): Generation =>
  generationSchema.parse({
    id: '7-abcdefgh',
    live: false,
    createdAt: '2026-01-31T12:01:05.000Z',
    records: 1234,
    specHash: 'f00dcafe',
    currentSpec: true,
    model: 'all-MiniLM-L6-v2-int8',
    bytes: 1_600_000,
    run: '7',
    problem: null,
    ...changes,
  });

const AWAY = { code: 'SEARCH_CLUSTER_UNAVAILABLE', message: 'OpenSearch: no answer (ConnectionError).' };

describe('the list of index versions', () => {
  const show = (generations: Generation[], { canRebuild = true, canTry = false, running = false } = {}) => {
    const props = { generations, canRebuild, canTry, running, busyText: 'busy', unreachableText: 'away' };
    render(<GenerationsTable {...props} />, { wrapper: storeFrame() });
    return screen.getAllByRole('row').slice(1);
  };

  it('tells editors the time, size and number of records, but no ids, hashes or model names', () => {
    const [row] = show([aGeneration()]);
    for (const words of ['Jan 31, 2026', '1,234', '1.6 MB']) expect(row).toHaveTextContent(words);
    expect(row).not.toHaveTextContent(/abcdefgh|f00dcafe|MiniLM/);
  });

  it('says which versions were built with earlier settings', () => {
    const [current, older] = show([aGeneration(), aGeneration({ id: '6-abcdefgh', currentSpec: false })]);
    expect(current).not.toHaveTextContent('Built with earlier settings');
    expect(older).toHaveTextContent('Built with earlier settings');
  });

  it('leaves the arrow keys to the dialog that is opened from it', async () => {
    const [row] = show([aGeneration()]);
    const button = within(row).getByRole('button', { name: /^Restore/ });
    // The table takes them for steps between its cells.
    expect(fireEvent.keyDown(button, { key: 'ArrowLeft' })).toBe(false);
    fireEvent.click(button);
    const reason = await screen.findByRole('textbox');
    for (const key of ['ArrowLeft', 'ArrowUp', 'Home', 'End', 'PageDown'])
      expect(fireEvent.keyDown(reason, { key })).toBe(true);
    fireEvent.keyDown(reason, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('textbox')).toBeNull());
  });

  it('offers to restore the versions that are not live', () => {
    const [live, earlier] = show([aGeneration({ live: true }), aGeneration({ id: '6-abcdefgh' })]);
    expect(live).toHaveTextContent('Live');
    expect(within(live).queryByRole('button', { name: /^Restore/ })).toBeNull();
    expect(within(earlier).getByRole('button', { name: /^Restore the version from Jan 31/ })).toBeEnabled();
  });

  it('restores nothing while a run is active', () => {
    const [row] = show([aGeneration()], { running: true });
    expect(within(row).getByRole('button', { name: /^Restore/ })).toBeDisabled();
  });

  it('leads to the search of an earlier version, for those who may try it', () => {
    const versions = [aGeneration({ live: true }), aGeneration({ id: '6-abcdefgh' })];
    const [live, earlier] = show(versions, { canTry: true, canRebuild: false });
    expect(within(live).queryByRole('link')).toBeNull();
    expect(
      within(earlier).getByRole('link', { name: /^Try search with the version of Jan 31/ })
    ).toHaveAttribute('href', '/plugins/index-rebuild/try?version=6-abcdefgh');
  });

  it('does not offer it to readers', () => {
    const [row] = show([aGeneration()], { canRebuild: false });
    expect(within(row).queryByRole('button', { name: /^Restore/ })).toBeNull();
  });
});

describe('index versions whose place does not answer', () => {
  const LIST = 'GET /index-rebuild/generations';
  let server: AdminServer;

  beforeEach(async () => {
    server = await AdminServer.start();
  });

  afterEach(() => server.stop());

  const answer = (generations: Generation[]): void =>
    server.answer(LIST, {
      status: 200,
      body: listGenerationsResponseSchema.parse({ data: generations }) satisfies ListGenerationsResponse,
    });

  const show = async (running = false): Promise<void> => {
    render(<Generations canRebuild canTry running={running} unknown={[]} />, { wrapper: storeFrame() });
    await shown(() => expect(screen.getAllByRole('row').length).toBeGreaterThan(1));
  };

  const restoreButtons = () => screen.getAllByRole('button', { name: /^Restore/ });

  const LIVE = aGeneration({ live: true, problem: AWAY });
  const IN_CLUSTER = aGeneration({ id: '6-abcdefgh', problem: AWAY });
  const ON_DISK = aGeneration({ id: '5-abcdefgh', createdAt: '2026-01-02T12:01:05.000Z' });

  it('are listed, with the reason, and only the others can be restored', async () => {
    answer([LIVE, IN_CLUSTER, ON_DISK]);
    await show();
    const notice = screen.getByRole('group', { name: 'Some index versions are out of reach' });
    expect(notice).toHaveTextContent('The search cluster does not answer.');
    expect(notice).toHaveTextContent(AWAY.message);
    const [live, away, here] = screen.getAllByRole('row').slice(1);
    expect(live).toHaveTextContent('Out of reach');
    expect(away).toHaveTextContent('Out of reach');
    expect(here).not.toHaveTextContent('Out of reach');
    const [restoreAway, restoreHere] = restoreButtons();
    expect(restoreAway).toBeDisabled();
    expect(restoreAway).toHaveAccessibleDescription(/cannot be restored until their storage answers again/);
    expect(restoreHere).toBeEnabled();
  });

  it('say both reasons while a run is active', async () => {
    answer([LIVE, IN_CLUSTER]);
    await show(true);
    expect(restoreButtons()[0]).toHaveAccessibleDescription(
      /current run has finished.*storage answers again/
    );
  });

  it('cannot be tried', async () => {
    answer([LIVE, IN_CLUSTER, ON_DISK]);
    await show();
    const links = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
    expect(links).toEqual([expect.stringContaining(ON_DISK.id)]);
  });

  it('can be restored as soon as it answers, without anybody looking again', async () => {
    answer([LIVE, IN_CLUSTER]);
    await show();
    answer([aGeneration({ live: true }), aGeneration({ id: '6-abcdefgh' })]);
    await waitFor(() => expect(restoreButtons()[0]).toBeEnabled(), { timeout: 15_000 });
    expect(screen.queryByText('Some index versions are out of reach')).toBeNull();
  });

  it('are no notice when all of them answer', async () => {
    answer([aGeneration({ live: true }), ON_DISK]);
    await show();
    expect(screen.queryByText('Some index versions are out of reach')).toBeNull();
    expect(restoreButtons()[0]).toBeEnabled();
  });
});

describe('index versions that the database does not know', () => {
  const unknownOnes = (...complete: boolean[]): UnknownGeneration[] =>
    complete.map((one, at) =>
      unknownGenerationSchema.parse({ id: `${at}-unknown0`, complete: one, records: null, createdAt: null })
    );

  it('are named, but not what builds have left', () => {
    renderInAdmin(<UnknownVersions unknown={unknownOnes(true, false, true)} />);
    const notice = screen.getByRole('group', { name: /^2 index versions are stored that this database/ });
    expect(notice).toHaveTextContent('0-unknown0, 2-unknown0');
    expect(notice).not.toHaveTextContent('1-unknown0');
  });

  it('are no notice when there are none', () => {
    renderInAdmin(<UnknownVersions unknown={unknownOnes(false)} />);
    expect(screen.queryByRole('group')).toBeNull();
  });
});
