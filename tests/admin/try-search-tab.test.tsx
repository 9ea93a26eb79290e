import { fireEvent, render, screen, within } from '@testing-library/react';

import { Hit, type HitProps } from '../../src/plugins/index-rebuild/admin/src/components/try/Hit';
import { TrySearch } from '../../src/plugins/index-rebuild/admin/src/pages/TrySearchTab';
import type { Steering } from '../../src/plugins/index-rebuild/admin/src/hooks/useSteering';
import en from '../../src/plugins/index-rebuild/admin/src/translations/en.json';
import {
  tryOptionsResponseSchema,
  tryResponseSchema,
  type TryOptions,
  type TryResponse,
} from '../../src/plugins/index-rebuild/shared/contracts';
import { AdminServer, refusal, shown } from './support/admin-server';
import { renderInAdmin, type Locale } from './support/render';
import { storeFrame } from './support/store';

const NOTHING = { mayWeigh: false, mayRule: false, mayExpect: false, mayName: false };
const OPTIONS = 'GET /index-rebuild/try/options';
const BEES = 'GET /index-rebuild/try?q=honey+%26+bees&mode=hybrid&limit=20';
const UID = 'api::expert.expert';

const options = (changes: Partial<TryOptions> = {}) => ({
  status: 200,
  body: tryOptionsResponseSchema.parse({
    data: {
      sources: [
        { uid: UID, label: 'Expert', isSingleType: false, filterable: [], weighable: ['name', 'bio'] },
      ],
      ...{ weights: { words: 1, fields: {} }, weightsVersion: 3, weightsReadOnly: false },
      locales: ['en'],
      versions: [{ id: 'v2', live: true, createdAt: '2026-01-31T12:01:05.000Z', records: 2 }],
      ...changes,
    },
  }),
});

const hit = (documentId: string, name: string | null, score: number) => ({
  ...{ uid: UID, documentId, locale: 'en', name, score, passage: 'She keeps honey bees.' },
  parts: { whole: 0.42, passage: 0.61, lexical: score, name: 0 },
  pinned: false,
});

const answer = (data: TryResponse['data'], meta: Partial<TryResponse['meta']> = {}) => ({
  status: 200,
  body: tryResponseSchema.parse({
    data,
    meta: {
      ...{ generation: 'v2', mode: 'hybrid', minScore: 0.3, took: 12, live: true },
      ...{ total: data.length, capped: false, ...meta },
    },
  }),
});

describe('the tab Try search', () => {
  let server: AdminServer;

  beforeEach(async () => {
    server = await AdminServer.start();
  });

  afterEach(() => server.stop());

  const open = async () => {
    render(<TrySearch may={NOTHING} />, { wrapper: storeFrame() });
    await shown(() => expect(screen.getByText(en['try.empty'])).toBeInTheDocument());
  };

  const search = async (q: string) => {
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: q } });
    fireEvent.submit(screen.getByRole('search'));
    await shown(() => expect(screen.getByRole('heading', { name: 'Results' })).toBeInTheDocument());
  };

  it('lists hits with the numbers behind each score, and the id of a record that has no name', async () => {
    server.answer(OPTIONS, options());
    server.answer(BEES, answer([hit('a', 'Bea', 4.5), hit('b', null, 2)], { correctedTo: 'honey bees' }));
    await open();
    await search('honey & bees');
    await shown(() => expect(screen.getByRole('link', { name: 'Bea' })).toBeInTheDocument());
    const [first, second] = screen.getAllByRole('listitem');
    expect(first).toHaveTextContent(/1\.\s*Bea\s*Score 4\.50/);
    expect(first).toHaveTextContent(/Best passage0\.61Whole record0\.42Words4\.50$/);
    expect(within(second).getByRole('link', { name: 'b' })).toHaveAttribute(
      'href',
      `/content-manager/collection-types/${UID}/b?plugins[i18n][locale]=en`
    );
    expect(
      screen.getByText('2 records found. Misspelt words were corrected to: honey bees.')
    ).toHaveAttribute('role', 'status');
  });

  it.each([
    [refusal(503, 'Search is starting again.', 'SEARCHER_UNAVAILABLE'), en['errorCode.SEARCHER_UNAVAILABLE']],
    [refusal(503, 'no', 'GENERATION_NOT_OPENED'), en['errorCode.GENERATION_NOT_OPENED']],
    [refusal(403, 'You may not read any.', 'NOTHING_READABLE'), en['errorCode.NOTHING_READABLE']],
    [refusal(500, 'Internal Server Error'), en['refusal.server']],
  ])('says why there is no answer, and asks again', async (refused, sentence) => {
    server.answer(OPTIONS, options());
    server.answer(BEES, refused);
    await open();
    await search('honey & bees');
    await shown(() => expect(screen.getByText(sentence)).toBeInTheDocument());
    server.answer(BEES, answer([]));
    fireEvent.click(screen.getByRole('button', { name: en['status.retry'] }));
    await shown(() => expect(screen.getByText('Nothing found.')).toBeInTheDocument());
    expect(screen.queryByText(sentence)).toBeNull();
  });

  it('says so when nothing can be tried yet', async () => {
    server.answer(OPTIONS, options({ versions: [] }));
    render(<TrySearch may={NOTHING} />, { wrapper: storeFrame() });
    await shown(() => expect(screen.getByText(en['generations.empty'])).toBeInTheDocument());
    expect(screen.queryByRole('searchbox')).toBeNull();
  });

  it('asks again for the same query', async () => {
    server.answer(OPTIONS, options());
    server.answer(BEES, answer([]));
    await open();
    await search('honey & bees');
    await shown(() => expect(screen.getByText('Nothing found.')).toBeInTheDocument());
    server.answer(BEES, answer([hit('a', 'Bea', 4.5)]));
    await search('honey & bees');
    await shown(() => expect(screen.getByRole('link', { name: 'Bea' })).toBeInTheDocument());
  });
});

describe('a hit beside another list', () => {
  const show = (move: HitProps['move'], locale: Locale, absent: HitProps['absent'] = 'new') => {
    const props = { hit: hit('a', 'Bea', 4.5), rank: 2, query: 'keep bees', bestLexical: 9, move, absent };
    const { sources } = options().body.data;
    const steering = NOTHING as Steering;
    const { container } = renderInAdmin(<Hit {...props} {...{ sources, steering }} mode="hybrid" />, locale);
    return container;
  };

  it.each<[HitProps['move'], Locale, RegExp]>([
    [{ kind: 'up', places: 2 }, 'en', /▲2.*2 places higher than in the other list/],
    [{ kind: 'down', places: 1 }, 'en', /▼1.*1 place lower than in the other list/],
    [{ kind: 'absent' }, 'en', /new.*New: not shown in the first list/],
    [{ kind: 'up', places: 1 }, 'de', /▲1.*1 Platz höher als in der anderen Liste/],
    [{ kind: 'absent' }, 'de', /neu.*Neu: in der ersten Liste nicht gezeigt/],
  ])('says how it has moved: %j in %s', (move, locale, sentence) => {
    expect(show(move, locale)).toHaveTextContent(sentence);
  });

  it('says nothing of one that has not moved', () => {
    expect(show({ kind: 'same' }, 'en')).not.toHaveTextContent(/▲|▼|new|other list/);
  });

  it('has its numbers and names in the user’s language, and the words of the query marked', () => {
    const shownHit = show(null, 'de');
    expect(shownHit).toHaveTextContent(/Punkte 4,50.*Beste Textstelle0,61Ganzer Eintrag0,42Wörter4,50$/);
    expect([...shownHit.querySelectorAll('mark')].map(({ textContent }) => textContent)).toEqual([
      'keeps',
      'bees',
    ]);
  });
});
