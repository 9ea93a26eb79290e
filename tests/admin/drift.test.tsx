import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { DriftArea } from '../../src/plugins/index-rebuild/admin/src/components/drift/DriftArea';
import { DriftWidget } from '../../src/plugins/index-rebuild/admin/src/components/drift/DriftWidget';
import type { Drift, DriftDetails, DriftItem } from '../../src/plugins/index-rebuild/shared/contracts';
import { AdminServer, refusal, settled, shown } from './support/admin-server';
import { aDrift, aDriftItem, driftDetails, noDrift } from './support/drift-samples';
import { storeFrame } from './support/store';

/** The page of the list that the server gives. */
const page = (number: number, items: DriftItem[], drift: DriftDetails | null, total = items.length) => ({
  status: 200,
  body: {
    data: items,
    meta: { drift, pagination: { page: number, pageSize: 10, pageCount: Math.ceil(total / 10), total } },
  },
});

const LIST = 'GET /index-rebuild/drift?page=1&pageSize=10';
const WIDGET = 'GET /index-rebuild/drift?page=1&pageSize=1';

describe('what the server knows', () => {
  let server: AdminServer;

  beforeEach(async () => {
    server = await AdminServer.start();
  });

  afterEach(() => server.stop());

  describe('in the list of changes', () => {
    const open = (canCheck = true) =>
      render(<DriftArea drift={aDrift()} canCheck={canCheck} />, { wrapper: storeFrame() });

    it('shows each record with its change, and a link to those that still exist', async () => {
      const items = [
        aDriftItem({ locale: 'de' }),
        aDriftItem({
          documentId: 'doc2',
          locale: null,
          name: 'Grace Hopper',
          kind: 'added',
          cause: 'published',
        }),
        aDriftItem({ documentId: 'doc3', name: null, kind: 'removed', cause: 'deleted' }),
      ];
      server.answer(LIST, page(1, items, driftDetails()));
      open();
      await shown(() => expect(screen.getAllByRole('row')).toHaveLength(4));
      const [, ada, grace, gone] = screen.getAllByRole('row');
      expect(ada).toHaveTextContent('Changed');
      expect(ada).toHaveTextContent('text edited');
      const link = within(ada).getByRole('link', { name: 'Open Ada Lovelace in the Content Manager' });
      expect(link).toHaveAttribute(
        'href',
        '/content-manager/collection-types/api::expert.expert/doc1?plugins[i18n][locale]=de'
      );
      expect(within(grace).getByRole('link')).toHaveAttribute(
        'href',
        '/content-manager/collection-types/api::expert.expert/doc2'
      );
      expect(gone).toHaveTextContent('doc3');
      expect(within(gone).queryByRole('link')).toBeNull();
      expect(screen.getByRole('region', { name: 'Changes since the last rebuild' })).toHaveTextContent(
        'Rebuilding takes about 75 seconds (3 records to process).'
      );
    });

    it('is asked for once when the page opens, and again when the status has other numbers', async () => {
      server.answer(LIST, page(1, [aDriftItem()], driftDetails()));
      const area = (drift?: Drift) => <DriftArea drift={drift} canCheck={false} />;
      const { rerender } = render(area(), { wrapper: storeFrame() });
      await shown(() => expect(screen.getByText('Ada Lovelace')).toBeVisible());
      rerender(area(aDrift()));
      await settled();
      expect(server.asked).toHaveLength(1);
      server.answer(LIST, page(1, [aDriftItem({ name: 'Grace Hopper' })], driftDetails({ changed: 5 })));
      rerender(area(aDrift({ changed: 5 })));
      await shown(() => expect(screen.getByText('Grace Hopper')).toBeVisible());
      expect(server.asked).toHaveLength(2);
    });

    it('goes through the pages by keyboard', async () => {
      const many = Array.from({ length: 10 }, (_, index) => aDriftItem({ documentId: `doc${index}` }));
      server.answer(LIST, page(1, many, driftDetails(), 11));
      server.answer(
        'GET /index-rebuild/drift?page=2&pageSize=10',
        page(2, [aDriftItem({ name: 'The Last' })], driftDetails(), 11)
      );
      open();
      await shown(() => expect(screen.getAllByRole('row')).toHaveLength(11));
      await act(async () => {
        screen.getByRole('button', { name: 'Next page' }).focus();
        await userEvent.keyboard('{Enter}');
      });
      await shown(() => expect(screen.getByText('The Last')).toBeVisible());
    });

    it('says when there is nothing, no index, or no answer', async () => {
      server.answer(LIST, page(1, [], driftDetails(noDrift)));
      const first = open();
      await shown(() =>
        expect(screen.getByText('Search is up to date with your published content.')).toBeVisible()
      );
      first.unmount();
      server.answer(LIST, page(1, [], null));
      const second = open();
      await shown(() => expect(screen.getByText('There is no index to compare with yet.')).toBeVisible());
      second.unmount();
      server.answer(LIST, refusal(500, 'Broken'));
      open();
      await shown(() => expect(screen.getByText('The changes could not be loaded.')).toBeVisible());
    });

    it('lets users with the permission check it, and shows what was found', async () => {
      server.answer(LIST, page(1, [], driftDetails(noDrift)));
      const reader = open(false);
      await shown(() =>
        expect(screen.getByText('Search is up to date with your published content.')).toBeVisible()
      );
      expect(screen.queryByRole('button', { name: 'Check now' })).toBeNull();
      reader.unmount();
      open();
      await shown(() =>
        expect(screen.getByText('Search is up to date with your published content.')).toBeVisible()
      );
      server.answer('POST /index-rebuild/drift/check', { status: 200, body: { data: driftDetails() } });
      server.answer(LIST, page(1, [aDriftItem()], driftDetails()));
      await act(() => userEvent.click(screen.getByRole('button', { name: 'Check now' })));
      await shown(() =>
        expect(
          screen.getByText('Check complete. All records were compared with the index.')
        ).toBeInTheDocument()
      );
      await shown(() => expect(screen.getByText('Ada Lovelace')).toBeVisible());
    });

    it('says why a check was refused', async () => {
      server.answer(LIST, page(1, [], driftDetails(noDrift)));
      server.answer('POST /index-rebuild/drift/check', refusal(404, 'There is nothing to compare.'));
      open();
      await shown(() =>
        expect(screen.getByText('Search is up to date with your published content.')).toBeVisible()
      );
      await act(() => userEvent.click(screen.getByRole('button', { name: 'Check now' })));
      await shown(() =>
        expect(screen.getByText('The check failed: There is nothing to compare.')).toBeInTheDocument()
      );
    });
  });

  describe('on the homepage', () => {
    const open = () => render(<DriftWidget />, { wrapper: storeFrame() });

    it('shows that it is loading, then the level, numbers, time and the duration of a rebuild', async () => {
      server.answer(WIDGET, page(1, [aDriftItem()], driftDetails({ level: 'warning' })));
      open();
      expect(screen.getByText('Loading the search index status')).toBeInTheDocument();
      await shown(() => expect(screen.getByText('Out of date')).toBeVisible());
      expect(screen.getByText('1 new, 2 changed, 0 removed')).toBeVisible();
      expect(screen.getByText('Rebuilding takes about 75 seconds (3 records to process).')).toBeVisible();
    });

    it.each<[string, ReturnType<typeof page> | ReturnType<typeof refusal>, string]>([
      [
        'nothing has changed',
        page(1, [], driftDetails(noDrift)),
        'Search is up to date with your published content.',
      ],
      ['there is no index', page(1, [], null), 'There is no search index yet.'],
      ['the server fails', refusal(500, 'Broken'), 'The search index status could not be loaded.'],
    ])('says so when %s', async (_, answer, sentence) => {
      server.answer(WIDGET, answer);
      open();
      await shown(() => expect(screen.getByText(sentence)).toBeVisible());
    });
  });
});
