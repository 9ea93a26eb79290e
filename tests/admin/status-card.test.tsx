import { screen, within } from '@testing-library/react';

import { StatusCard } from '../../src/plugins/index-rebuild/admin/src/components/status/StatusCard';
import en from '../../src/plugins/index-rebuild/admin/src/translations/en.json';
import es from '../../src/plugins/index-rebuild/admin/src/translations/es.json';
import type { Status } from '../../src/plugins/index-rebuild/shared/contracts';
import { renderInAdmin, type Locale } from './support/render';
import * as samples from './support/samples';

const UNAFFECTED = 'Search is not affected: it keeps using the current index until the new one is complete.';
const NAMES = {
  en: { card: 'Status', index: 'What search uses', run: 'Latest run' },
  de: { card: 'Status', index: 'Was die Suche nutzt', run: 'Letzter Lauf' },
  es: { card: 'Estado', index: 'Lo que usa la búsqueda', run: 'Última ejecución' },
  fr: { card: 'État', index: 'Ce qu’utilise la recherche', run: 'Dernière exécution' },
};

/** The card as a reader finds it, and its two parts: by their names. */
const card = (status: Status, locale: Locale = 'en') => {
  renderInAdmin(<StatusCard status={status} />, locale);
  const names = NAMES[locale];
  const region = screen.getByRole('region', { name: names.card });
  const part = (name: string) => {
    const group = within(region).getByRole('group', { name });
    return {
      ...within(group),
      fact: (term: string) => within(group).queryByText(term)?.nextElementSibling ?? null,
    };
  };
  return { ...within(region), index: part(names.index), run: part(names.run) };
};

describe('the overview of the status', () => {
  it('has the sentence about search as its heading, which can take the focus', () => {
    const heading = card(samples.complete()).getByRole('heading', { level: 2 });
    expect(heading).toHaveTextContent('Search is up to date with your published content.');
    heading.focus();
    expect(heading).toHaveFocus();
  });

  it('before the first rebuild: says what to do, and that nothing has run', () => {
    const { index, run } = card(samples.neverBuilt());
    expect(index.getByText('Run the first rebuild.')).toBeVisible();
    expect(index.fact('Index version from')).toHaveTextContent(/^—$/);
    expect(index.fact('Records at rebuild')).toHaveTextContent(/^—$/);
    expect(index.fact('Last rebuild')).toBeNull();
    expect(run.getByText('Idle')).toBeVisible();
    expect(run.getByText('No runs yet')).toBeVisible();
  });

  it('does not call for the first rebuild while it runs', () => {
    const { index, run } = card(samples.firstRebuild());
    expect(index.queryByText('Run the first rebuild.')).toBeNull();
    expect(run.queryByText(UNAFFECTED)).toBeNull();
    expect(run.getByText('Rebuilding…')).toBeVisible();
  });

  it('says what is indexed, by which model and in which languages', () => {
    const sources = [
      { uid: 'api::article.article', label: 'Article', isSingleType: false },
      { uid: 'api::page.page', label: 'Page', isSingleType: false },
    ];
    const { index } = card(samples.complete({ sources }));
    expect(index.fact('Indexed content')).toHaveTextContent('Article and Page');
    expect(index.fact('Search model')).toHaveTextContent('Englishall-MiniLM-L6-v2-int8');
  });

  it('counts the languages of a model that knows many', () => {
    const languages = ['en', 'de', 'fr', 'es', 'it', 'pt'];
    const { index } = card(samples.complete({ embedder: { model: 'multilingual', languages } }));
    expect(index.fact('Search model')).toHaveTextContent('6 languagesmultilingual');
  });

  it('says what to do while no content type is indexed', () => {
    const { index } = card(samples.neverBuilt({ sources: [], embedder: null }));
    expect(index.getByText(/^Name a content type in config\/plugins\.ts/)).toBeVisible();
  });

  it('shows the facts of the index and those of the run apart', () => {
    const { index, run, queryByText, queryByRole } = card(samples.complete());
    expect(index.fact('Index version from')).toHaveTextContent('Jan 31, 2026, 12:01:05 PM');
    expect(index.fact('Records at rebuild')).toHaveTextContent(/^1,234$/);
    expect(run.getByText('Complete')).toBeVisible();
    expect(run.fact('Run')).toHaveTextContent('Rebuild');
    expect(run.fact('Started at')).toHaveTextContent('Jan 31, 2026, 12:00:00 PM');
    expect(run.fact('Started by')).toHaveTextContent(/^Ada Admin, in the admin$/);
    expect(run.fact('Duration')).toHaveTextContent('1 min 5 s');
    expect(queryByRole('progressbar')).toBeNull();
    expect(queryByText(/^Code /)).toBeNull();
  });

  it('after a cancel: the index is as it was, and only the run is cancelled', () => {
    const run = samples.aRun({ status: 'cancelled', cancelledBy: 'Eve Editor', generation: null });
    const shown = card(samples.complete({ run, startedAt: run.startedAt }));
    expect(shown.index.fact('Index version from')).toHaveTextContent('12:01:05 PM');
    expect(shown.index.queryByText('Cancelled')).toBeNull();
    expect(shown.run.getByText('Cancelled')).toBeVisible();
    expect(shown.run.fact('Cancelled by')).toHaveTextContent('Eve Editor');
    expect(shown.queryByText('Complete')).toBeNull();
  });

  it.each<[Status['lastSwap'], string, string]>([
    [samples.complete().lastSwap, 'Last rebuild', '1,204 searches during the rebuild, 0 failed'],
    [
      { run: '8', kind: 'rollback', at: '2026-02-01T08:00:00.000Z', search: { queries: 1, failed: 1 } },
      'Last restore',
      '1 search during the restore, 1 failed',
    ],
  ])('proves that search went on during the last swap: %j', (lastSwap, term, proof) => {
    expect(card(samples.complete({ lastSwap })).index.fact(term)).toHaveTextContent(proof);
  });

  it.each<[Status['nextRebuild'], string]>([
    [{ scheduledAt: '2026-02-01T03:00:00.000Z', onChanges: null }, 'Feb 1, 2026, 3:00:00 AM'],
    [
      { scheduledAt: null, onChanges: { share: 0.025, maxAgeHours: 24 } },
      'Automatically, as soon as 2.5% of the content has changed or a change is 24 hours old',
    ],
  ])('says when the next rebuild starts by itself: %j', (nextRebuild, words) => {
    expect(card(samples.complete({ nextRebuild })).run.fact('Next rebuild')).toHaveTextContent(words);
  });

  it('does not speak of a next rebuild where none starts by itself', () => {
    expect(card(samples.complete()).run.fact('Next rebuild')).toBeNull();
  });

  it('running: shows one bar for the run, and below it every stage with its own', () => {
    const run = samples.aRunningRun('embed', { done: 1500, total: 6000, secondsLeft: 42 });
    const shown = card(samples.rebuilding({ run }));
    const bars = shown.run.getAllByRole('progressbar');
    expect(bars).toHaveLength(run.stages.length + 1);
    expect(bars[0]).toHaveAccessibleName('Overall progress');
    expect(bars[0]).toHaveAttribute('aria-valuetext', '26%, Processing text (step 2 of 5)');
    const detail = '1,500 of 6,000, about 42 seconds left';
    expect(shown.getByRole('progressbar', { name: 'Processing text' })).toHaveAttribute(
      'aria-valuetext',
      detail
    );
    expect(shown.getByText(detail)).toBeVisible();
    expect(shown.run.getByText(UNAFFECTED)).toBeVisible();
  });

  it('says "Automatically" of a run that nobody started', () => {
    const run = samples.aRun({ startedBy: null, trigger: 'cron' });
    expect(card(samples.complete({ run })).run.fact('Started by')).toHaveTextContent(
      'Automatically, on schedule'
    );
  });

  it.each([
    [0, null],
    [1, '1 record could not be indexed.'],
    [1200, '1,200 records could not be indexed.'],
  ])('complete with %d bad records: %s', (count, sentence) => {
    const run = samples.aRun({ records: { total: 1234, embedded: 34, reused: 0, failed: count, tagged: 0 } });
    const note = card(samples.complete({ run })).run.queryByText(/could not be indexed/);
    if (sentence === null) expect(note).toBeNull();
    else expect(note).toHaveTextContent(sentence);
  });

  it('a warning of another kind is told in plain words', () => {
    const warning = { code: 'STORAGE_FULL', message: 'ENOSPC: no space left on device' };
    const { run } = card(samples.complete({ run: samples.aRun({ warning }) }));
    expect(run.getByText(en['errorCode.STORAGE_FULL'])).toBeVisible();
  });

  it.each<[string, Status, 'run' | 'index', string, string]>([
    ['the last rebuild', samples.failed(), 'run', 'The last rebuild failed', en['errorCode.SOURCE_EMPTY']],
    [
      'the index, and not the run that completed',
      samples.unusable(),
      'index',
      'The index cannot be used',
      en['errorCode.GENERATION_CORRUPT'],
    ],
  ])('failed: blames %s in plain words, with the code beside them', (_, status, where, heading, words) => {
    const shown = card(status);
    expect(shown[where].getByText(heading)).toBeVisible();
    expect(shown[where].getByText(`Code ${status.error?.code}`)).toBeVisible();
    expect(shown[where].getByText(words)).toBeVisible();
    expect(shown.getAllByText(/^Code /)).toHaveLength(1);
    expect(shown.queryByText(/7-abcdefgh/)).toBeNull();
  });

  it('speaks German to a German administrator', () => {
    const { getByText, index, run } = card(samples.complete(), 'de');
    expect(getByText('Die Suche ist auf dem Stand der veröffentlichten Inhalte.')).toBeVisible();
    expect(run.getByText('Fertig')).toBeVisible();
    expect(index.fact('Einträge beim Aufbau')).toHaveTextContent('1.234');
    expect(index.fact('Letzter Aufbau')).toHaveTextContent('1.204 Suchen während des Aufbaus');
    expect(run.fact('Begonnen')).toHaveTextContent('31.01.2026, 12:00:00');
  });

  it.each<[Locale, string, string, RegExp]>([
    ['fr', 'Terminée', 'Entrées à la reconstruction', /^1\s234$/],
    ['es', 'Completada', 'Entradas al reconstruir', /^1234$/],
  ])('speaks %s, and writes numbers as that does', (locale, badge, label, number) => {
    const { index, run } = card(samples.complete(), locale);
    expect(run.getByText(badge)).toBeVisible();
    expect(index.fact(label)?.textContent).toMatch(number);
  });

  it('explains an error in the language of the page', () => {
    const failed = samples.failed();
    const { run } = card(failed, 'es');
    expect(failed.error?.code).toBe('SOURCE_EMPTY');
    expect(run.getByText(es['errorCode.SOURCE_EMPTY'])).toBeVisible();
    expect(run.getByText('Código SOURCE_EMPTY')).toBeVisible();
  });

  it('keeps the facts of a warning beside its sentence', () => {
    const warning = { code: 'TAGS_INCOMPLETE', message: '3 records keep their tags.' };
    const { run } = card(samples.complete({ run: samples.aRun({ warning }) }), 'es');
    expect(run.getByText(es['errorCode.TAGS_INCOMPLETE'])).toBeVisible();
    expect(run.getByText(warning.message)).toHaveAttribute('lang', 'en');
  });
});
