import { Table, type StrapiApp } from '@strapi/strapi/admin';
import { render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';

import { extendLists } from '../../src/plugins/index-rebuild/admin/src/helpers/list-view';
import { AdminServer, refusal, shown } from './support/admin-server';
import { storeFrame } from './support/store';

const UID = 'api::expert.expert';
const RECORDS = `GET /index-rebuild/records?uid=${encodeURIComponent(UID)}&ids=`;

type Row = { id: number; contentType: string; locale?: string } & Record<string, unknown>;
type Header = { name: string; cellFormatter?: (row: Row) => ReactNode };

/** The headers that the Content Manager draws a list with. */
const headersOf = (customField: string | undefined, name: string): Header[] => {
  let change = (given: { displayedHeaders: unknown[] }): { displayedHeaders: unknown[] } => given;
  extendLists({
    registerHook: (hook: string, handler: typeof change) => {
      if (hook.endsWith('inject-column-in-table')) change = handler;
    },
  } as unknown as StrapiApp);
  const header = { name, attribute: { type: 'string', ...(customField && { customField }) } };
  return change({ displayedHeaders: [header], layout: {} } as never).displayedHeaders as Header[];
};

/** A list as the Content Manager draws it. */
const List = ({ rows, headers }: { rows: Row[]; headers: Header[] }) => (
  <Table.Root rows={rows as never} headers={[]}>
    <Table.Content>
      <Table.Body>
        {rows.map((row) => (
          <Table.Row key={row.id}>
            <Table.Cell>{headers[0].cellFormatter?.(row)}</Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table.Content>
  </Table.Root>
);

const record = (documentId: string, name: string | null) => ({ uid: UID, documentId, locale: null, name });

describe('records in the lists of rules and golden queries', () => {
  let server: AdminServer;

  beforeEach(async () => {
    server = await AdminServer.start();
  });

  afterEach(() => server.stop());

  const answer = (ids: string, records: object[]): void =>
    server.answer(`${RECORDS}${encodeURIComponent(ids)}`, {
      status: 200,
      body: { data: records, meta: { sources: [] } },
    });
  const open = (headers: Header[], rows: Row[]) =>
    render(<List headers={headers} rows={rows} />, { wrapper: storeFrame() });
  const cells = (): string[] => screen.getAllByRole('gridcell').map(({ textContent }) => textContent ?? '');

  it('have their names, with one request for a page', async () => {
    answer('a,b', [record('a', 'Ada Lovelace'), record('b', 'Grace Hopper')]);
    open(headersOf('plugin::index-rebuild.record', 'targetId'), [
      { id: 1, contentType: UID, targetId: 'a' },
      { id: 2, contentType: UID, targetId: 'b' },
      { id: 3, contentType: UID, targetId: 'a' },
    ]);
    await shown(() => expect(cells()).toEqual(['Ada Lovelace', 'Grace Hopper', 'Ada Lovelace']));
    expect(server.asked).toHaveLength(1);
  });

  it('are listed where there are several, by their ids where no name is known', async () => {
    answer('a,b,c', [record('a', 'Ada Lovelace'), record('b', null)]);
    open(headersOf('plugin::index-rebuild.records', 'targetIds'), [
      { id: 1, contentType: UID, targetIds: 'a, b, c' },
      { id: 2, contentType: UID, targetIds: '' },
    ]);
    await shown(() => expect(cells()).toEqual(['Ada Lovelace, b, and c', '-']));
  });

  it('keep their ids when nobody may tell their names', async () => {
    server.answer(`${RECORDS}a`, refusal(403, 'Forbidden'));
    open(headersOf('plugin::index-rebuild.record', 'targetId'), [{ id: 1, contentType: UID, targetId: 'a' }]);
    await shown(() => expect(cells()).toEqual(['a']));
    await shown(() => expect(server.asked).toHaveLength(1));
    expect(cells()).toEqual(['a']);
  });

  it('of other fields are drawn as ever', () => {
    expect(headersOf(undefined, 'targetId')[0].cellFormatter).toBeUndefined();
    expect(headersOf('plugin::color-picker.color', 'targetId')[0].cellFormatter).toBeUndefined();
  });
});
