import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { InsightsArea } from '../../src/plugins/index-rebuild/admin/src/components/insights/InsightsArea';
import type { MaySteer } from '../../src/plugins/index-rebuild/admin/src/hooks/useMaySteer';
import { AdminServer, refusal, shown } from './support/admin-server';
import { anInsightQuery, insightsOff, queriesPage, someInsights } from './support/insight-samples';
import { storeFrame } from './support/store';

const OVERVIEW = 'GET /index-rebuild/insights?days=30';
const listOf = (list: 'popular' | 'gaps', days = 30, page = 1): string =>
  `GET /index-rebuild/insights/queries?list=${list}&days=${days}&page=${page}&pageSize=10`;

const NOTHING: MaySteer = { mayRule: false, mayExpect: false, mayName: false, mayWeigh: false };
const ok = (data: unknown) => ({ status: 200, body: { data } });

const ALL: MaySteer = { mayRule: true, mayExpect: true, mayName: true, mayWeigh: true };

/** jsdom has none, and a menu asks for one to find out that its end is in sight. */
class Unseen {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

beforeAll(() => Object.assign(globalThis, { IntersectionObserver: Unseen }));

describe('the tab Insights', () => {
  let server: AdminServer;
  const onDays = jest.fn();

  beforeEach(async () => {
    onDays.mockReset();
    server = await AdminServer.start();
    server.answer(OVERVIEW, someInsights());
    server.answer(listOf('popular'), queriesPage([anInsightQuery()]));
    server.answer(
      listOf('gaps'),
      queriesPage([
        anInsightQuery({ query: 'whale song', searches: 9, hits: 4, noHits: 5, weakHits: 3 }),
        anInsightQuery({ query: 'walgesang', locale: 'de', searches: 3, hits: 0, noHits: 3 }),
      ])
    );
  });

  afterEach(() => server.stop());

  const open = (canTry = true, may: MaySteer = NOTHING) =>
    render(<InsightsArea days={30} onDays={onDays} canTry={canTry} may={may} />, { wrapper: storeFrame() });

  const press = (name: string) =>
    act(async () => {
      screen.getByRole('button', { name }).focus();
      await userEvent.keyboard('{Enter}');
    });

  const grid = (name: string) => screen.getByRole('grid', { name });
  const bothLists = () => shown(() => expect(screen.getAllByRole('grid')).toHaveLength(2));

  it('shows the totals with shares and latencies', async () => {
    open();
    await shown(() => expect(screen.getByText('1,250')).toBeVisible());
    const facts = screen.getByText('1,250').closest('dl') as HTMLElement;
    expect(facts).toHaveTextContent('Found nothing252% of the searches');
    expect(facts).toHaveTextContent('Weak hits only504% of the searches');
    expect(facts).toHaveTextContent('Half answered within20 ms');
    expect(facts).toHaveTextContent('95% answered within150 ms');
  });

  it('says what each day had, in words for those who do not see the bars', async () => {
    open();
    await shown(() => expect(screen.getByRole('table', { name: 'Searches per day' })).toBeInTheDocument());
    const rows = within(screen.getByRole('table', { name: 'Searches per day' })).getAllByRole('row');
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      'DaySearchesFound nothingWeak hits onlyRefused',
      'Jan 31, 2026250502',
      'Jan 30, 20260000',
      'Jan 29, 20261,00020500',
    ]);
  });

  it('draws a bar as high as its share of the busiest day, in parts', async () => {
    const { container } = open();
    await shown(() => expect(container.querySelectorAll('svg g')).toHaveLength(3));
    const heights = [...container.querySelectorAll('svg g')].map((day) =>
      [...day.querySelectorAll('rect')].slice(1).map((bar) => Number(bar.getAttribute('height')))
    );
    expect(heights).toEqual([
      [93, 5, 2],
      [0, 0, 0],
      [24.5, 0, 0.5],
    ]);
  });

  it('lists gaps and popular queries, each with a link to try it', async () => {
    open();
    await bothLists();
    const [, whale, german] = within(grid('Gaps')).getAllByRole('row');
    expect(whale).toHaveTextContent('whale song');
    expect(whale).toHaveTextContent('9');
    expect(whale).toHaveTextContent('5× nothing found, 3× weak hits only');
    expect(german).toHaveTextContent('walgesangGermanTry search');
    expect(german).toHaveTextContent('3× nothing found');
    expect(within(german).getByRole('link', { name: 'Try search: walgesang' })).toHaveAttribute(
      'href',
      '/plugins/index-rebuild/try?q=walgesang&locale=de'
    );
    const [, coral] = within(grid('Popular')).getAllByRole('row');
    expect(coral).toHaveTextContent('3 hits on average');
    expect(coral).toHaveTextContent('Jan 31, 2026');
    // All of one language, which goes without saying.
    expect(coral).not.toHaveTextContent('English');
  });

  it('has no such link for those who may not try search', async () => {
    open(false);
    await bothLists();
    expect(screen.queryByRole('link')).toBeNull();
  });

  describe('for those who may steer search', () => {
    const WHALES = 'GET /index-rebuild/insights/synonyms?query=whale+song&locale=en';
    const CREATE = 'POST /content-manager/collection-types/plugin::index-rebuild';
    const suggestion = { word: 'whale', synonym: 'cetacean', records: 3, more: false };

    const choose = async (action: string): Promise<void> => {
      open(true, ALL);
      await bothLists();
      await press('Improve “whale song”');
      await act(async () => {
        screen.getByRole('menuitem', { name: action }).focus();
        await userEvent.keyboard('{Enter}');
      });
      await shown(() => expect(screen.getByRole('alertdialog')).toBeVisible());
    };

    it('offers more for gaps than for what is found', async () => {
      open(true, ALL);
      await bothLists();
      await press('Improve “whale song”');
      const itemsShown = () => screen.getAllByRole('menuitem').map(({ textContent }) => textContent);
      expect(itemsShown()).toEqual(['Add synonym…', 'Put a record first…', 'Make a golden query…']);
      await act(() => userEvent.keyboard('{Escape}'));
      await shown(() => expect(screen.queryByRole('menuitem')).toBeNull());
      await press(`Improve “${anInsightQuery().query}”`);
      expect(itemsShown()).toEqual(['Make a golden query…']);
    });

    it('takes a suggested synonym with one click', async () => {
      server.answer(WHALES, ok([suggestion]));
      server.answer(`${CREATE}.synonym`, ok({ documentId: 'new' }));
      await choose('Add synonym…');
      await shown(() =>
        expect(screen.getByText('“whale” is also “cetacean”: finds 3 records')).toBeVisible()
      );
      expect(screen.getByRole('textbox', { name: /Word or phrase/ })).toHaveValue('whale song');
      await press('Add “cetacean” as a synonym of “whale”');
      await shown(() => expect(screen.queryByRole('alertdialog')).toBeNull());
      await shown(() =>
        expect(screen.getByRole('link', { name: /Open/ })).toHaveAttribute(
          'href',
          '/content-manager/collection-types/plugin::index-rebuild.synonym/new'
        )
      );
    });

    it('dismisses one, and says when there is none', async () => {
      server.answer(WHALES, ok([suggestion]));
      server.answer('POST /index-rebuild/insights/synonyms/dismiss', ok(suggestion));
      await choose('Add synonym…');
      await shown(() => expect(screen.getByText('Dismiss')).toBeVisible());
      server.answer(WHALES, ok([]));
      await press('Dismiss “cetacean” for “whale”');
      await shown(() =>
        expect(screen.getByText('No word in your content is near enough in meaning.')).toBeVisible()
      );
    });

    it('asks for a record before it is put first', async () => {
      server.answer('GET /index-rebuild/records?locale=en', {
        status: 200,
        body: { data: [], meta: { sources: [] } },
      });
      await choose('Put a record first…');
      await press('Put first');
      await shown(() => expect(screen.getByText('Choose a record.')).toBeVisible());
    });
  });

  it('says what has been done about a query', async () => {
    server.answer(
      listOf('gaps'),
      queriesPage([
        anInsightQuery({ query: 'whale song', decided: { rule: true, synonym: true, golden: true } }),
      ])
    );
    open();
    await bothLists();
    for (const mark of ['Search rule', 'Synonym', 'Golden query'])
      expect(within(grid('Gaps')).getByText(mark)).toBeVisible();
  });

  it('shows which period it is, and changes it by keyboard', async () => {
    open();
    await shown(() => expect(screen.getByRole('group', { name: 'Period' })).toBeVisible());
    expect(screen.getByRole('button', { name: '30 days' })).toHaveAttribute('aria-pressed', 'true');
    expect(screen.getByRole('button', { name: '7 days' })).toHaveAttribute('aria-pressed', 'false');
    await press('7 days');
    expect(onDays).toHaveBeenCalledWith(7);
  });

  it('goes through the pages', async () => {
    server.answer(listOf('popular'), queriesPage([anInsightQuery()], { total: 11 }));
    server.answer(
      listOf('popular', 30, 2),
      queriesPage([anInsightQuery({ query: 'the last' })], { page: 2, total: 11 })
    );
    open();
    await bothLists();
    await press('Next page');
    await shown(() => expect(within(grid('Popular')).getByText('the last')).toBeVisible());
  });

  it('says why there are no queries', async () => {
    server.answer(listOf('popular'), queriesPage([]));
    server.answer(listOf('gaps'), queriesPage([]));
    open();
    await shown(() => {
      expect(screen.getByText('No query was searched at least 3 times in this period.')).toBeVisible();
      expect(
        screen.getByText('None of the queries that were searched at least 3 times is a gap.')
      ).toBeVisible();
    });
  });

  it('says that nobody has searched yet', async () => {
    const none = { searches: 0, noHits: 0, weakHits: 0, refused: 0, p50Ms: null, p95Ms: null };
    server.answer(OVERVIEW, someInsights({ totals: none, stored: false }));
    open();
    await shown(() => expect(screen.getByText(/^No searches in this period yet/)).toBeVisible());
    expect(screen.queryByRole('button', { name: 'Erase insights' })).toBeNull();
    expect(screen.queryByRole('grid')).toBeNull();
  });

  it('says that insights are off, how to turn them on and what that would store', async () => {
    server.answer(OVERVIEW, insightsOff(false));
    open();
    await shown(() => expect(screen.getByRole('heading', { name: 'Insights are off' })).toBeVisible());
    expect(screen.getByText(/insights: \{\}/)).toBeVisible();
    expect(screen.getByText(/^It never stores who searched/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Erase insights' })).toBeNull();
  });

  it('erases what is left from before they were turned off, once that is confirmed', async () => {
    server.answer(OVERVIEW, insightsOff(true));
    server.answer('DELETE /index-rebuild/insights', { status: 200, body: { data: { stored: false } } });
    open();
    await shown(() => expect(screen.getByRole('button', { name: 'Erase insights' })).toBeVisible());
    await press('Erase insights');
    expect(server.asked.some(({ method }) => method === 'DELETE')).toBe(false);
    server.answer(OVERVIEW, insightsOff(false));
    await press('Erase');
    await shown(() => expect(screen.getByText('All insights are erased.')).toBeVisible());
    await shown(() => expect(screen.queryByRole('button', { name: 'Erase insights' })).toBeNull());
  });

  it('says why nothing was erased, and leaves the question open', async () => {
    server.answer('DELETE /index-rebuild/insights', refusal(403, 'Forbidden'));
    open();
    await bothLists();
    await press('Erase insights');
    await press('Erase');
    await shown(() =>
      expect(
        screen.getByText('The insights could not be erased. You do not have permission to do this.')
      ).toBeVisible()
    );
  });

  it('offers to load again what could not be loaded', async () => {
    server.answer(OVERVIEW, refusal(500, 'Broken'));
    open();
    await shown(() => expect(screen.getByText('The insights could not be loaded.')).toBeVisible());
    server.answer(OVERVIEW, someInsights());
    server.answer(listOf('gaps'), refusal(500, 'Broken'));
    await act(async () => userEvent.click(screen.getByRole('button')));
    await shown(() => expect(screen.getByText('The queries could not be loaded.')).toBeVisible());
    expect(grid('Popular')).toBeVisible();
  });
});
