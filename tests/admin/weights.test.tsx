import { fireEvent, render, screen, within } from '@testing-library/react';

import { OtherWeights } from '../../src/plugins/index-rebuild/admin/src/components/try/OtherWeights';
import { ScoreBars } from '../../src/plugins/index-rebuild/admin/src/components/try/ScoreBars';
import { WeighedBy } from '../../src/plugins/index-rebuild/admin/src/components/try/WeighedBy';
import en from '../../src/plugins/index-rebuild/admin/src/translations/en.json';
import type { TryAddress } from '../../src/plugins/index-rebuild/admin/src/helpers/try/address';
import {
  weightsPreviewResponseSchema,
  type GoldenPreview,
  type TryOptions,
} from '../../src/plugins/index-rebuild/shared/contracts';
import { AdminServer, refusal, shown } from './support/admin-server';
import { renderInAdmin, type Locale } from './support/render';
import { storeFrame } from './support/store';

const UID = 'api::expert.expert';
const PREVIEW = 'POST /index-rebuild/try/weights/preview';
const SET = 'PUT /index-rebuild/settings/search.weights';

const SOURCE = { uid: UID, label: 'Expert', isSingleType: false, filterable: [], weighable: ['name', 'bio'] };

const OPTIONS: TryOptions = {
  ...{
    sources: [SOURCE],
    locales: ['en'],
    weights: { words: 1, fields: {} },
    weightsVersion: 3,
    weightsReadOnly: false,
  },
  versions: [{ id: 'v2', live: true, createdAt: '2026-01-31T12:01:05.000Z', records: 2 }],
};

const ADDRESS: TryAddress = {
  ...{ q: 'bees', mode: 'hybrid', locale: null, version: null, against: 'weights', weights: null },
  filters: [],
};

const query = (changes: Partial<GoldenPreview['queries'][number]>): GoldenPreview['queries'][number] => ({
  ...{ query: 'bees', locale: 'en', uid: UID, first: 3, before: [1], after: [1], verdict: 'same', moved: 0 },
  ...changes,
});

const previewed = (queries: GoldenPreview['queries'], counts: Partial<GoldenPreview> = {}) => ({
  status: 200,
  body: weightsPreviewResponseSchema.parse({
    data: { ...{ worse: 0, better: 0, same: 0, passedBefore: 0, passed: 0 }, ...counts, queries },
  }),
});

describe('other weights', () => {
  let server: AdminServer;
  let changes: Partial<TryAddress>[];

  beforeEach(async () => {
    server = await AdminServer.start();
    changes = [];
  });

  afterEach(() => server.stop());

  const show = (mayWeigh = true, options = OPTIONS) =>
    render(
      <OtherWeights
        {...{ address: ADDRESS, options }}
        may={{ mayWeigh, mayRule: false, mayExpect: false, mayName: false }}
        onChange={(change) => changes.push(change)}
      />,
      { wrapper: storeFrame() }
    );

  /** What the server was sent. */
  const sent = (request: string) =>
    server.asked.filter(({ method, url }) => `${method} ${url}` === request).map(({ body }) => body);

  /** The design system has a region of the same role. */
  const status = () =>
    screen.getAllByRole('status').find(({ id }) => !id.startsWith('live-region')) as HTMLElement;

  const slide = (value: number) =>
    fireEvent.change(screen.getByRole('slider', { name: en['weights.words'] }), { target: { value } });

  it('say in words what the slider is at', () => {
    show();
    const slider = screen.getByRole('slider', { name: en['weights.words'] });
    expect(slider).toHaveAttribute('aria-valuetext', 'As tuned');
    slide(0);
    expect(slider).toHaveAttribute('aria-valuetext', 'Words do not count');
    slide(2.5);
    expect(slider).toHaveAttribute('aria-valuetext', 'Words × 2.5');
  });

  it.each([
    ['who may not change settings', false, OPTIONS],
    ['where settings are in files alone', true, { ...OPTIONS, weightsReadOnly: true }],
  ])('cannot be used for all searches by somebody %s', (_, mayWeigh, options) => {
    show(mayWeigh, options);
    expect(screen.getByRole('button', { name: en['weights.compare'] })).toBeEnabled();
    expect(screen.queryByRole('button', { name: en['weights.use'] })).toBeNull();
  });

  it('begin with those of all searches, and are compared with what they become', () => {
    show(true, { ...OPTIONS, weights: { words: 2, fields: { [UID]: { bio: 3 } } } });
    expect(screen.getByRole('slider')).toHaveValue('2');
    slide(0.5);
    fireEvent.click(screen.getByRole('button', { name: en['weights.compare'] }));
    expect(changes).toEqual([{ weights: JSON.stringify({ words: 0.5, fields: { [UID]: { bio: 3 } } }) }]);
  });

  it('are refused out of their range, and not used before they are put right', async () => {
    show();
    const factor = screen.getByRole('textbox', { name: 'bio' });
    const buttons = () =>
      (['weights.compare', 'weights.preview', 'weights.use'] as const).map((key) =>
        screen.getByRole('button', { name: en[key] })
      );
    for (const entered of ['12', '']) {
      fireEvent.change(factor, { target: { value: entered } });
      expect(await screen.findByText('Enter a number from 0 to 4.')).toBeInTheDocument();
      for (const button of buttons()) expect(button).toBeDisabled();
    }
    fireEvent.change(factor, { target: { value: '2' } });
    expect(screen.queryByText('Enter a number from 0 to 4.')).toBeNull();
    for (const button of buttons()) expect(button).toBeEnabled();
    fireEvent.click(buttons()[0]);
    expect(changes).toEqual([{ weights: JSON.stringify({ words: 1, fields: { [UID]: { bio: 2 } } }) }]);
  });

  it('show how golden queries would be answered, the worse ones first, until they change', async () => {
    server.answer(
      PREVIEW,
      previewed(
        [
          query({ query: 'hives', verdict: 'worse', before: [1, 2], after: [4, null], moved: 7 }),
          query({ query: 'honey', verdict: 'better', before: [2], after: [1], moved: 2 }),
          query({}),
        ],
        { worse: 1, better: 1, same: 1, passedBefore: 3, passed: 2 }
      )
    );
    show();
    slide(4);
    fireEvent.click(screen.getByRole('button', { name: en['weights.preview'] }));
    await shown(() =>
      expect(status()).toHaveTextContent(
        '1 better, 1 worse, 1 the same. Answered well: 2 of 3, with the current weights 3.'
      )
    );
    const [, first, second] = screen.getAllByRole('row');
    expect(first).toHaveTextContent(/hives.*Worse1 and 24 and further down or nowhere7/);
    expect(second).toHaveTextContent(/honey.*Better212/);
    expect(sent(PREVIEW)).toEqual([{ weights: { words: 4, fields: {} } }]);
    slide(3);
    expect(screen.queryByRole('row')).toBeNull();
  });

  it('say so when there is no golden query', async () => {
    server.answer(PREVIEW, previewed([]));
    show();
    fireEvent.click(screen.getByRole('button', { name: en['weights.preview'] }));
    await shown(() => expect(status()).toHaveTextContent(en['weights.noGolden']));
  });

  it('become those of all searches once that is confirmed, or say why not', async () => {
    server.answer(SET, refusal(409, 'Somebody else was faster.', 'SETTINGS_CHANGED'));
    show();
    slide(2);
    fireEvent.click(screen.getByRole('button', { name: en['weights.use'] }));
    const dialog = await screen.findByRole('alertdialog');
    fireEvent.click(within(dialog).getByRole('button', { name: en['weights.useConfirm'] }));
    await shown(() => expect(within(dialog).getByRole('alert')).toHaveTextContent('SETTINGS_CHANGED'));
    server.answer(SET, { status: 200, body: { data: {} } });
    fireEvent.click(within(dialog).getByRole('button', { name: en['weights.useConfirm'] }));
    await shown(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(sent(SET).at(-1)).toEqual({ value: { words: 2, fields: {} }, version: 3 });
  });

  it('cannot become those of all searches without the permission', () => {
    show(false);
    expect(screen.queryByRole('button', { name: en['weights.use'] })).toBeNull();
    expect(screen.getByRole('button', { name: en['weights.preview'] })).toBeEnabled();
  });
});

describe('weights in the results', () => {
  it.each([
    ['en', 'Ranked with other weights than tuned: Words × 2, name × 0.5, and bio × 3'],
    ['de', 'Anders gewichtet als abgestimmt: Wörter × 2, name × 0,5 und bio × 3'],
  ] as [Locale, string][])('are named (%s)', (locale, sentence) => {
    const weights = { words: 2, fields: { [UID]: { name: 0.5, bio: 3 } } };
    renderInAdmin(<WeighedBy weights={weights} sources={[{ ...SOURCE, label: 'Expert' }]} />, locale);
    expect(screen.getByText(sentence)).toBeInTheDocument();
  });

  it('stand beside the part of the score that they are of', () => {
    const parts = { whole: 0.4, passage: 0.6, lexical: 3, name: 0 };
    renderInAdmin(<ScoreBars parts={parts} factors={{ lexical: 2 }} mode="hybrid" bestLexical={3} />);
    expect(screen.getByText('Words × 2')).toBeInTheDocument();
    expect(screen.getByText('Best passage')).toBeInTheDocument();
  });
});
