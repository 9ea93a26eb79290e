import { render, screen, within } from '@testing-library/react';

import plugin from '../../src/plugins/index-rebuild/admin/src';
import {
  DriftPanel,
  type PanelProps,
} from '../../src/plugins/index-rebuild/admin/src/components/drift/DriftPanel';
import type { RecordState } from '../../src/plugins/index-rebuild/shared/contracts';
import { AdminServer, refusal, shown, type Answer } from './support/admin-server';
import { DrawnPanel, panel, panelProps, RECORD, recordState, SINCE } from './support/panel';
import { storeFrame } from './support/store';

describe('the panel beside a record', () => {
  let server: AdminServer;

  beforeEach(async () => {
    server = await AdminServer.start();
  });

  afterEach(() => server.stop());

  const open = (given = panelProps()) => render(<DrawnPanel {...given} />, { wrapper: storeFrame() });
  const isThere = (): boolean => screen.queryByRole('region', { name: 'Search index' }) !== null;

  it.each<[Partial<RecordState>, string[]]>([
    [{ state: 'indexed' }, ['Published version is in search']],
    [
      { state: 'changed', cause: 'text', since: SINCE },
      ['Changed since the last rebuild', 'Jan 31, 2026', 'earlier text until the next rebuild'],
    ],
    [{ state: 'added', cause: 'published', since: SINCE }, ['Not in search yet', 'after the next rebuild']],
    [
      { state: 'removed', cause: 'unpublished', since: SINCE },
      ['No longer published; already hidden from search'],
    ],
    [{ state: 'draft' }, ['Not published, so not in search']],
    [
      {
        state: 'unindexable',
        problem: { code: 'RECORD_WITHOUT_TEXT', message: 'It has no text besides its Name.' },
      },
      ['Cannot be added to search', 'It has no text besides its Name.', 'Code RECORD_WITHOUT_TEXT'],
    ],
    [{ state: 'none' }, ['There is no index yet']],
  ])('says %j', async (record, sentences) => {
    server.answer(RECORD, recordState(record));
    open();
    expect(panel()).toHaveTextContent('Checking the search index');
    await shown(() => expect(within(panel()).getByRole('status')).toBeVisible());
    for (const sentence of sentences) expect(within(panel()).getByRole('status')).toHaveTextContent(sentence);
  });

  it('says of a modified draft that its changes are not published', async () => {
    server.answer(RECORD, recordState({ state: 'indexed' }));
    open(panelProps({ document: { locale: 'en', status: 'modified', updatedAt: SINCE } }));
    await shown(() => expect(panel()).toHaveTextContent('Up to datePublished version is in search'));
    expect(panel()).toHaveTextContent('The draft has changes that are not published');
  });

  it('loads again when the record is saved or published', async () => {
    server.answer(RECORD, recordState({ state: 'draft' }));
    const { rerender } = open();
    await shown(() => expect(panel()).toHaveTextContent('Not published'));
    server.answer(RECORD, recordState({ state: 'added', cause: 'published', since: SINCE }));
    rerender(
      <DrawnPanel
        {...panelProps({ meta: { availableStatus: [{ status: 'published', publishedAt: SINCE }] } })}
      />
    );
    await shown(() => expect(panel()).toHaveTextContent('Not in search yet'));
  });

  it('says when the server fails', async () => {
    server.answer(RECORD, refusal(500, 'Broken'));
    open();
    await shown(() => expect(within(panel()).getByRole('alert')).toHaveTextContent('could not be loaded'));
  });

  it.each<[string, PanelProps, Answer]>([
    ['another content type', panelProps({ model: 'api::page.page' }), { status: 200, body: { data: null } }],
    ['an editor without the permission', panelProps(), refusal(403, 'Forbidden')],
  ])('is not there for %s', async (_, given, answer) => {
    server.answer(`GET /index-rebuild/drift/records/doc1?uid=${given.model}&locale=en`, answer);
    open(given);
    await shown(() => expect(isThere()).toBe(false));
  });

  it('finds a single type by its document, since its address has no id', async () => {
    server.answer(RECORD, recordState({ state: 'indexed' }));
    open(panelProps({ documentId: undefined, document: { documentId: 'doc1', locale: 'en' } }));
    await shown(() => expect(panel()).toHaveTextContent('Published version is in search'));
  });

  it('is not there while a record is created, and sends no request', () => {
    open(panelProps({ documentId: undefined, document: undefined }));
    expect(isThere()).toBe(false);
    expect(server.asked).toEqual([]);
  });

  it('is given to the Content Manager, and the widget to the homepage', () => {
    const panels: unknown[] = [];
    const widgets: { id: string; permissions: object[] }[] = [];
    const app = {
      addMenuLink: () => {},
      registerPlugin: () => {},
      registerHook: () => {},
      addSettingsLink: () => {},
      customFields: { register: () => {} },
      widgets: { register: (widget: (typeof widgets)[number]) => widgets.push(widget) },
      getPlugin: () => ({ apis: { addEditViewSidePanel: (added: unknown[]) => panels.push(...added) } }),
    };
    plugin.register(app as never);
    plugin.bootstrap(app as never);
    expect(panels).toEqual([DriftPanel]);
    expect(widgets).toMatchObject([
      { id: 'drift', permissions: [{ action: 'plugin::index-rebuild.read' }] },
      { id: 'gaps', permissions: [{ action: 'plugin::index-rebuild.insights' }] },
    ]);
  });
});
