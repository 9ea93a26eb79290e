import { screen, within } from '@testing-library/react';

import { StatusCard } from '../../src/plugins/index-rebuild/admin/src/components/status/StatusCard';
import en from '../../src/plugins/index-rebuild/admin/src/translations/en.json';
import type { Status } from '../../src/plugins/index-rebuild/shared/contracts';
import { renderInAdmin, type Locale } from './support/render';
import * as samples from './support/samples';

const UNAFFECTED = 'Search is not affected: it keeps using the current index until the new one is complete.';
const NO_INDEX = 'There is no index yet, so search does not work. Run the first rebuild.';
const FIRST_REBUILD = 'The first rebuild is running. Search will work as soon as it is complete.';
const UNAVAILABLE = 'Search is not available at the moment.';
const NOTES = [UNAFFECTED, NO_INDEX, FIRST_REBUILD, UNAVAILABLE];

/** The card as a reader finds it: by its name. */
const card = (status: Status, locale?: Locale, name = 'Status') => {
  renderInAdmin(<StatusCard status={status} />, locale);
  const region = screen.getByRole('region', { name });
  return {
    ...within(region),
    fact: (term: string) => within(region).getByText(term).nextElementSibling,
    notes: () => NOTES.filter((note) => within(region).queryByText(note)),
    bars: () => within(region).queryAllByRole('progressbar').length,
  };
};

describe('the status card', () => {
  it.each<[string, Status, string, string[]]>([
    ['never built', samples.neverBuilt(), 'Idle', [NO_INDEX]],
    ['first rebuild running', samples.firstRebuild(), 'Rebuilding…', [FIRST_REBUILD]],
    ['a later rebuild running', samples.rebuilding(), 'Rebuilding…', [UNAFFECTED]],
    ['complete', samples.complete(), 'Complete', []],
    [
      'complete, searcher restarting',
      samples.complete({ searchAvailable: false }),
      'Complete',
      [UNAVAILABLE],
    ],
    ['failed', samples.failed(), 'Failed', []],
    ['index unusable', samples.unusable(), 'Failed', []],
  ])('%s: says its state and what it means for search', (_, status, badge, notes) => {
    const shown = card(status);
    expect(shown.getByText(badge)).toBeVisible();
    expect(shown.notes()).toEqual(notes);
  });

  it('never built: has no facts yet and says so', () => {
    const { fact, bars } = card(samples.neverBuilt());
    expect(fact('Last rebuild')).toHaveTextContent('Never');
    for (const term of ['Records at rebuild', 'Started at', 'Started by']) {
      expect(fact(term)).toHaveTextContent(/^—$/);
    }
    expect(bars()).toBe(0);
  });

  it('says what is indexed, by which model and in which languages', () => {
    const sources = [
      { uid: 'api::article.article', label: 'Article', isSingleType: false },
      { uid: 'api::page.page', label: 'Page', isSingleType: false },
    ];
    const { fact } = card(samples.complete({ sources }));
    expect(fact('Indexed content')).toHaveTextContent('Article and Page');
    expect(fact('Embedding model')).toHaveTextContent('all-MiniLM-L6-v2-int8English');
  });

  it('counts the languages of a model that knows many', () => {
    const languages = ['en', 'de', 'fr', 'es', 'it', 'pt'];
    const { fact } = card(samples.complete({ embedder: { model: 'multilingual', languages } }));
    expect(fact('Embedding model')).toHaveTextContent('multilingual6 languages');
  });

  it('says what to do while no content type is indexed', () => {
    const { getByText } = card(samples.neverBuilt({ sources: [], embedder: null }));
    expect(getByText(/^No content type is indexed yet\. Name one in config\/plugins\.ts/)).toBeVisible();
  });

  it('running: shows every stage, how far the current one is and how long it takes', () => {
    const run = samples.aRunningRun('embed', { done: 1500, total: 6000, secondsLeft: 42 });
    const shown = card(samples.rebuilding({ run }));
    expect(shown.getByRole('heading', { name: 'Progress' })).toBeVisible();
    expect(shown.bars()).toBe(run.stages.length);
    const detail = '1,500 of 6,000, about 42 seconds left';
    expect(shown.getByRole('progressbar', { name: 'Processing text' })).toHaveAttribute(
      'aria-valuetext',
      detail
    );
    expect(shown.getByText(detail)).toBeVisible();
  });

  it('complete: shows the facts of the index and no progress', () => {
    const { fact, bars, queryByText } = card(samples.complete());
    expect(fact('Last rebuild')).toHaveTextContent('Jan 31, 2026, 12:01:05 PM');
    expect(fact('Records at rebuild')).toHaveTextContent(/^1,234$/);
    expect(fact('Started at')).toHaveTextContent('Jan 31, 2026, 12:00:00 PM');
    expect(fact('Started by')).toHaveTextContent(/^Ada Admin, in the admin$/);
    expect(bars()).toBe(0);
    expect(queryByText(/^Code /)).toBeNull();
  });

  it('says "Automatically" of a run that nobody started', () => {
    const run = samples.aRun({ startedBy: null, trigger: 'cron' });
    expect(card(samples.complete({ run })).fact('Started by')).toHaveTextContent(
      'Automatically, on schedule'
    );
  });

  it.each([
    [0, null],
    [1, '1 record could not be indexed.'],
    [1200, '1,200 records could not be indexed.'],
  ])('complete with %d bad records: %s', (count, sentence) => {
    const run = samples.aRun({ records: { total: 1234, embedded: 34, reused: 0, failed: count, tagged: 0 } });
    const note = card(samples.complete({ run })).queryByText(/could not be indexed/);
    if (sentence === null) expect(note).toBeNull();
    else expect(note).toHaveTextContent(sentence);
  });

  it.each<[string, Status, string, string]>([
    [
      'the last rebuild',
      samples.failed(),
      'The last rebuild failed',
      'Publish at least one expert and run the rebuild again.',
    ],
    ['the index', samples.unusable(), 'The index cannot be used', en['problem.GENERATION_CORRUPT']],
  ])('failed: blames %s in plain words, with the code', (_, status, heading, words) => {
    const shown = card(status);
    expect(shown.getByText(heading)).toBeVisible();
    expect(shown.getByText(`Code ${status.error?.code}`)).toBeVisible();
    expect(shown.getByText(words)).toBeVisible();
    expect(shown.queryByText(/7-abcdefgh/)).toBeNull();
  });

  it('speaks German to a German administrator', () => {
    const { getByText, fact } = card(samples.complete(), 'de', 'Stand');
    expect(getByText('Fertig')).toBeVisible();
    expect(fact('Einträge beim Aufbau')).toHaveTextContent('1.234');
    expect(fact('Begonnen')).toHaveTextContent('31.01.2026, 12:00:00');
  });
});
