import { act, render, screen, within } from '@testing-library/react';

import { AdminServer, pass, refusal, shown } from './support/admin-server';
import { DrawnPanel, panel, panelProps, RECORD, recordState, SINCE } from './support/panel';
import { storeFrame } from './support/store';
import type { RecordState } from '../../src/plugins/index-rebuild/shared/contracts';

const FOUR_SECONDS_LATER = '2026-01-31T12:01:09.000Z';
const ADDED = { state: 'added', cause: 'published', since: SINCE } satisfies Partial<RecordState>;
const CHANGED = { state: 'changed', cause: 'text', since: SINCE } satisfies Partial<RecordState>;
const PENDING = 'Will be searchable in a few seconds.';

describe('the panel beside a record that is published or changed since the last rebuild', () => {
  let server: AdminServer;

  beforeEach(async () => {
    server = await AdminServer.start();
    jest.useFakeTimers({
      now: new Date(FOUR_SECONDS_LATER),
      doNotFake: ['queueMicrotask', 'nextTick', 'performance'],
    });
  });

  afterEach(async () => {
    jest.useRealTimers();
    await server.stop();
  });

  const open = async (record: Partial<RecordState>) => {
    server.answer(RECORD, recordState(record));
    const view = render(<DrawnPanel {...panelProps()} />, { wrapper: storeFrame() });
    await shown(() => expect(within(panel()).getByRole('status')).toBeVisible());
    return view;
  };

  it.each([ADDED, CHANGED])('says of %j since when it is searchable, and counts on', async (record) => {
    await open({ ...record, searchableSince: SINCE });
    expect(panel()).toHaveTextContent('Published version is in search');
    expect(panel()).toHaveTextContent(
      'Became searchable 4 seconds ago; the next rebuild includes it in the index.'
    );
    act(() => jest.advanceTimersByTime(3_000));
    expect(panel()).toHaveTextContent('Became searchable 7 seconds ago');
    act(() => jest.advanceTimersByTime(113_000));
    expect(panel()).toHaveTextContent('Became searchable 2 minutes ago');
  });

  it('does not tell screen readers about every second', async () => {
    await open({ ...ADDED, searchableSince: SINCE });
    const status = within(panel()).getByRole('status');
    const said = status.textContent;
    act(() => jest.advanceTimersByTime(3_000));
    expect(status).toHaveTextContent(String(said));
    expect(status).not.toHaveTextContent('ago');
  });

  it('takes a time of a clock that is ahead for now', async () => {
    await open({ ...ADDED, searchableSince: '2026-01-31T12:01:30.000Z' });
    expect(panel()).toHaveTextContent('Became searchable just now;');
  });

  it.each<[RecordState['waitsFor'], string]>([
    ['pending', PENDING],
    ['limit', 'Searchable after the next rebuild: too many records have changed since the last one.'],
    ['spec', 'Searchable after the next rebuild: the index settings have changed.'],
    ['embedder', 'the search model cannot be reached; it is tried again automatically.'],
    ['refused', 'Not searchable: the search model did not accept the text.'],
  ])('says that it waits for %s, and nothing else about search', async (waitsFor, sentence) => {
    await open({ ...CHANGED, waitsFor });
    const status = within(panel()).getByRole('status');
    expect(status).toHaveTextContent('Changed since the last rebuild');
    expect(status).toHaveTextContent(sentence);
    expect(status).not.toHaveTextContent('earlier text');
  });

  it('asks every 2 s until a pending record is searchable', async () => {
    await open({ ...ADDED, waitsFor: 'pending' });
    const asked = server.asked.length;
    await pass(1_900);
    expect(server.asked).toHaveLength(asked);
    await pass(100);
    await shown(() => expect(server.asked).toHaveLength(asked + 1));
    server.answer(RECORD, recordState({ ...ADDED, searchableSince: SINCE }));
    await pass(2_000);
    await shown(() => expect(panel()).toHaveTextContent('Published version is in search'));
    expect(panel()).not.toHaveTextContent(PENDING);
    await pass(60_000);
    expect(server.asked).toHaveLength(asked + 2);
  });

  it('keeps what it shows, and asks again, when an answer fails', async () => {
    await open({ ...ADDED, waitsFor: 'pending' });
    server.answer(RECORD, refusal(503, 'Come back later'));
    await pass(2_000);
    expect(panel()).toHaveTextContent(PENDING);
    server.answer(RECORD, recordState({ ...ADDED, waitsFor: 'limit' }));
    await pass(2_000);
    await shown(() => expect(panel()).toHaveTextContent('too many records have changed'));
  });

  it('stops asking when the record is left', async () => {
    const { unmount } = await open({ ...ADDED, waitsFor: 'pending' });
    const asked = server.asked.length;
    unmount();
    await pass(60_000);
    expect(server.asked).toHaveLength(asked);
    expect(screen.queryByRole('region')).toBeNull();
  });
});
