import { render, screen } from '@testing-library/react';

import { GapsWidget } from '../../src/plugins/index-rebuild/admin/src/components/insights/GapsWidget';
import { AdminServer, refusal, shown } from './support/admin-server';
import { anInsightQuery, queriesPage } from './support/insight-samples';
import { storeFrame } from './support/store';

const GAPS = 'GET /index-rebuild/insights/queries?list=gaps&days=30&page=1&pageSize=5';

describe('the widget of gaps', () => {
  let server: AdminServer;

  beforeEach(async () => {
    server = await AdminServer.start();
  });

  afterEach(() => server.stop());

  const open = () => render(<GapsWidget />, { wrapper: storeFrame() });

  it('lists what is searched in vain', async () => {
    server.answer(
      GAPS,
      queriesPage([
        anInsightQuery({ query: 'whale song', noHits: 5 }),
        anInsightQuery({ query: 'tide tables', weakHits: 4 }),
      ])
    );
    open();
    await shown(() => expect(screen.getAllByRole('listitem')).toHaveLength(2));
    const [whale, tide] = screen.getAllByRole('listitem');
    expect(whale).toHaveTextContent('whale song5× nothing found');
    expect(tide).toHaveTextContent('tide tables4× weak hits only');
  });

  it.each([
    ['that insights are off', queriesPage([], { enabled: false }), /^Insights are off/],
    ['that there are none', queriesPage([]), 'No gaps in the last 30 days.'],
    ['that they could not be loaded', refusal(500, 'Broken'), 'The gaps could not be loaded.'],
  ])('says %s', async (_, answer, said) => {
    server.answer(GAPS, answer);
    open();
    await shown(() => expect(screen.getByText(said)).toBeVisible());
  });
});
