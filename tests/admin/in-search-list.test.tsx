import { Table, type StrapiApp } from '@strapi/strapi/admin';
import { render, screen, within } from '@testing-library/react';

import SearchStateCell from '../../src/plugins/index-rebuild/admin/src/components/list/SearchStateCell';
import { extendLists } from '../../src/plugins/index-rebuild/admin/src/helpers/list-view';
import { listedStateSchema, type ListedState } from '../../src/plugins/index-rebuild/shared/contracts';
import { AdminServer, refusal, shown } from './support/admin-server';
import { TRANSLATIONS } from './support/render';
import { storeFrame } from './support/store';

const UID = 'api::expert.expert';
const STATES = 'POST /index-rebuild/drift/states';

type Row = { id: number; documentId: string; locale: string | null; status: string; updatedAt: string };

const row = (id: number, status = 'published'): Row => ({
  ...{ id, documentId: `doc${id}`, locale: 'en', status },
  updatedAt: '2026-01-31T12:00:00.000Z',
});

const listed = (documentId: string, changes: Partial<ListedState>): ListedState =>
  listedStateSchema.parse({
    ...{ documentId, state: 'up-to-date', problem: null, searchableSince: null, waitsFor: null },
    ...changes,
  });

/** A list as the Content Manager draws it. */
const List = ({ rows }: { rows: Row[] }) => (
  <Table.Root rows={rows} headers={[]}>
    <Table.Content>
      <Table.Body>
        {rows.map(({ id, documentId }) => (
          <Table.Row key={id}>
            <Table.Cell>
              <SearchStateCell model={UID} documentId={documentId} />
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table.Content>
  </Table.Root>
);

describe('the column "In search"', () => {
  let server: AdminServer;

  beforeEach(async () => {
    server = await AdminServer.start();
  });

  afterEach(() => server.stop());

  const answer = (...states: ListedState[]): void =>
    server.answer(STATES, { status: 200, body: { data: states } });
  const open = (rows: Row[]) => render(<List rows={rows} />, { wrapper: storeFrame() });
  const cells = (): string[] => screen.getAllByRole('gridcell').map(({ textContent }) => textContent ?? '');

  it.each<[Partial<ListedState>, string]>([
    [{ state: 'up-to-date' }, 'Up to date'],
    [{ state: 'changed' }, 'ChangedSearch uses the earlier text'],
    [{ state: 'changed', searchableSince: '2026-01-31T12:00:00Z' }, 'ChangedSearch finds it as it is'],
    [{ state: 'waiting' }, 'WaitingUntil the next rebuild'],
    [{ state: 'waiting', waitsFor: 'pending' }, 'WaitingReady in a few seconds'],
    [{ state: 'not-indexed', waitsFor: 'refused' }, 'Not indexedSearch model refused the text'],
    [
      { state: 'not-indexed', problem: { code: 'RECORD_WITHOUT_TEXT', message: 'It has no text.' } },
      'Not indexedNo text to index',
    ],
    [{ state: 'not-published' }, 'Not published'],
  ])('says of %j: %s', async (state, said) => {
    answer(listed('doc1', state));
    open([row(1)]);
    await shown(() => expect(cells()).toEqual([said]));
  });

  it('asks once for all records of a page, and again for those of another', async () => {
    answer(listed('doc1', {}), listed('doc2', { state: 'changed' }), listed('doc3', { state: 'waiting' }));
    const { rerender } = open([row(1), row(2), row(3)]);
    expect(cells()).toEqual(['Checking…', 'Checking…', 'Checking…']);
    await shown(() => expect(cells()[2]).toMatch('Waiting'));
    expect(server.asked).toEqual([
      {
        ...{ method: 'POST', url: '/index-rebuild/drift/states' },
        body: { uid: UID, locale: 'en', documentIds: ['doc1', 'doc2', 'doc3'] },
      },
    ]);
    answer(listed('doc4', { state: 'not-published' }));
    rerender(<List rows={[row(4, 'draft')]} />);
    await shown(() => expect(cells()).toEqual(['Not published']));
    expect(server.asked).toHaveLength(2);
  });

  it('asks again when a record of the page has been published', async () => {
    answer(listed('doc1', { state: 'not-published' }));
    const { rerender } = open([row(1, 'draft')]);
    await shown(() => expect(cells()).toEqual(['Not published']));
    answer(listed('doc1', { state: 'waiting' }));
    rerender(<List rows={[row(1, 'published')]} />);
    await shown(() => expect(cells()[0]).toMatch('Waiting'));
  });

  it('says when the server fails', async () => {
    server.answer(STATES, refusal(500, 'Broken'));
    open([row(1)]);
    await shown(() =>
      expect(within(screen.getByRole('gridcell')).getByText(/could not be loaded/)).toBeVisible()
    );
  });
});

type Hook = (given: Record<string, unknown>) => Record<string, unknown[]>;

describe('the hooks of the Content Manager', () => {
  const source = { options: { 'index-rebuild': { source: true } } };

  /** The plugin's hooks in an admin of this language. */
  const hooksIn = (locale: keyof typeof TRANSLATIONS) => {
    const hooks = new Map<string, Hook>();
    const store = { getState: () => ({ admin_app: { language: { locale } } }) };
    const translations = Object.fromEntries(
      Object.entries(TRANSLATIONS).map(([code, texts]) => [
        code,
        Object.fromEntries(Object.entries(texts).map(([key, text]) => [`index-rebuild.${key}`, text])),
      ])
    );
    extendLists({
      ...{ store, configurations: { translations } },
      registerHook: (name: string, hook: Hook) => void hooks.set(name, hook),
    } as unknown as StrapiApp);
    const column = hooks.get('Admin/CM/pages/ListView/inject-column-in-table') as Hook;
    const filter = hooks.get('Admin/CM/pages/ListView/inject-in-filters') as Hook;
    return {
      columns: (layout: object) => column({ displayedHeaders: ['name'], layout }).displayedHeaders,
      filters: (layout: object) => filter({ displayedFilters: ['id'], layout }).displayedFilters,
    };
  };

  it('add the column and the filter to lists that the server marks', () => {
    const { columns, filters } = hooksIn('de');
    expect(columns(source)).toMatchObject(['name', { name: '__inSearch', sortable: false }]);
    expect(filters(source)).toMatchObject([
      'id',
      {
        name: '__inSearch',
        operators: [{ value: '$eq' }, { value: '$ne' }],
        options: [
          { value: 'up-to-date', label: 'Aktuell' },
          { value: 'changed', label: 'Geändert' },
          { value: 'waiting', label: 'Wartet' },
          { value: 'not-indexed', label: 'Nicht indiziert' },
          { value: 'not-published', label: 'Nicht veröffentlicht' },
        ],
      },
    ]);
  });

  it('add nothing to other lists', () => {
    const { columns, filters } = hooksIn('en');
    expect(columns({ options: {} })).toEqual(['name']);
    expect(filters({})).toEqual(['id']);
  });
});
