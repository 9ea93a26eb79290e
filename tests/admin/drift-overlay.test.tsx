import { render, screen, within } from '@testing-library/react';

import { DriftArea } from '../../src/plugins/index-rebuild/admin/src/components/drift/DriftArea';
import { DriftWidget } from '../../src/plugins/index-rebuild/admin/src/components/drift/DriftWidget';
import type { DriftItem } from '../../src/plugins/index-rebuild/shared/contracts';
import { AdminServer, pass, shown, type Answer } from './support/admin-server';
import { aDrift, aDriftItem, driftDetails } from './support/drift-samples';
import { storeFrame } from './support/store';

const LIST = 'GET /index-rebuild/drift?page=1&pageSize=10';
const WIDGET = 'GET /index-rebuild/drift?page=1&pageSize=1';
const SINCE = '2026-01-31T12:01:09.000Z';

const answer = (items: DriftItem[], searchable: number): Answer => ({
  status: 200,
  body: {
    data: items,
    meta: {
      drift: driftDetails({ searchable }),
      pagination: { page: 1, pageSize: 10, pageCount: 1, total: items.length },
    },
  },
});

describe('what search finds of the changes since the last rebuild', () => {
  let server: AdminServer;

  beforeEach(async () => {
    server = await AdminServer.start();
  });

  afterEach(async () => {
    jest.useRealTimers();
    await server.stop();
  });

  const open = () => render(<DriftArea drift={aDrift()} canCheck={false} />, { wrapper: storeFrame() });
  const rowOf = (name: string) => screen.getByRole('row', { name: new RegExp(name) });

  it('is said of each record in the list', async () => {
    const items = [
      aDriftItem({ documentId: 'doc1', searchableSince: SINCE }),
      aDriftItem({ documentId: 'doc2', name: 'Grace Hopper', waitsFor: 'limit' }),
      aDriftItem({ documentId: 'doc3', name: 'Alan Turing', kind: 'removed', cause: 'unpublished' }),
    ];
    server.answer(LIST, answer(items, 1));
    open();
    await shown(() => expect(screen.getAllByRole('row')).toHaveLength(4));
    expect(within(rowOf('Ada Lovelace')).getByText('Searchable already')).toBeVisible();
    expect(rowOf('Grace Hopper')).toHaveTextContent('Searchable after the next rebuild: too many records');
    expect(rowOf('Alan Turing')).not.toHaveTextContent(/searchable/i);
  });

  it('is counted above the list and on the homepage, but not when there is nothing to count', async () => {
    server.answer(LIST, answer([aDriftItem({ searchableSince: SINCE })], 1));
    const list = open();
    await shown(() => expect(screen.getByText('Of these, 1 is searchable already.')).toBeVisible());
    list.unmount();
    server.answer(WIDGET, answer([aDriftItem()], 1200));
    const widget = render(<DriftWidget />, { wrapper: storeFrame() });
    await shown(() => expect(screen.getByText('Of these, 1,200 are searchable already.')).toBeVisible());
    widget.unmount();
    server.answer(WIDGET, answer([aDriftItem()], 0));
    render(<DriftWidget />, { wrapper: storeFrame() });
    await shown(() => expect(screen.getByText('1 new, 2 changed, 0 removed')).toBeVisible());
    expect(screen.queryByText(/searchable/)).toBeNull();
  });

  it('is asked for again while a listed record is about to become searchable', async () => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'performance'] });
    server.answer(LIST, answer([aDriftItem({ waitsFor: 'pending' })], 0));
    open();
    await shown(() =>
      expect(rowOf('Ada Lovelace')).toHaveTextContent('Will be searchable in a few seconds.')
    );
    server.answer(LIST, answer([aDriftItem({ searchableSince: SINCE })], 1));
    await pass(2_000);
    await shown(() => expect(rowOf('Ada Lovelace')).toHaveTextContent('Searchable already'));
    const asked = server.asked.length;
    await pass(60_000);
    expect(server.asked).toHaveLength(asked);
  });
});
