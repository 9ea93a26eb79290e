// @ts-check
import { ApiError, countsOf, search } from './api.js';
import { createCombobox } from './combobox.js';
import { button, find, make } from './dom.js';
import { drawFacets, prepareFacets } from './facets.js';
import { drawGeneration, drawHits, drawMessage, drawNothing, drawNotice, drawStart } from './results.js';
import { addressOf, isEmpty, readState, searchFor } from './state.js';
import { TEXTS } from './texts.js';

/** @typedef {import('./state.js').State} State */

const MAX_TRIES = 3;
/** Refusals that mean too many searches, and not that search is unavailable. */
const BUSY = ['RATE_LIMITED', 'SEARCH_OVERLOADED'];
const MS = 1000;

const summary = find('.summary');
const more = /** @type {HTMLButtonElement} */ (find('.more'));

let state = readState(location.search);
let shown = 0;
let loading = new AbortController();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let retrying;

/** For those who hear the page. */
const announce = (/** @type {string} */ text) => {
  find('.announcer').textContent = text;
};

const summarise = (/** @type {string} */ text) => {
  summary.textContent = text;
  announce(text);
};

/** Whoever pressed something among the results goes on at the first of the new ones. */
const isInResults = () => find('main').contains(document.activeElement) && !isInFilters();
const isInFilters = () => find('.filters').contains(document.activeElement);

const setBusy = (/** @type {boolean} */ isBusy) => {
  document.body.classList.toggle('is-busy', isBusy);
  find('.results').setAttribute('aria-busy', String(isBusy));
};

/** Where values of a field are chosen, its counts are those without the choice. */
const drawCounts = async (
  /** @type {Record<string, import('./api.js').Counts>} */ counts,
  /** @type {AbortSignal} */ signal
) => {
  const asked = state;
  const fields = [...asked.chosen].filter(([, values]) => values.length > 0).map(([field]) => field);
  const others = await Promise.all(
    fields.map(async (field) => {
      // The results are there already: whatever goes wrong, the counts of the answer will do.
      const own = await countsOf(asked, field, signal).catch(() => counts[field] ?? []);
      return /** @type {const} */ ([field, own]);
    })
  );
  if (!signal.aborted) drawFacets({ ...counts, ...Object.fromEntries(others) }, asked, choose);
};

/** @param {import('./api.js').Answer} answer @param {State} asked @param {number} start */
const draw = (answer, asked, start) => {
  const { data, meta } = answer;
  const wasInResults = isInResults();
  const { total, capped } = meta.pagination;
  shown = start + data.length;
  const items = drawHits(answer, asked, go, choose, start === 0);
  drawNotice(asked, meta, go);
  drawGeneration(meta);
  more.hidden = shown >= total || data.length === 0;
  if (shown === 0) {
    drawNothing(asked, choose);
    summary.textContent = '';
    announce(asked.similar ? TEXTS.nothingSimilar : TEXTS.nothing(asked.query));
  } else {
    drawMessage([]);
    summarise(TEXTS.count(shown, total, capped));
  }
  if (start > 0) focusOn(items[0]);
  else if (wasInResults) {
    scrollTo(0, 0);
    focusOn(find('.results'));
  }
};

/** Shows the first results, or more of them. */
const load = async (/** @type {number} */ start, tries = 1) => {
  loading.abort();
  clearTimeout(retrying);
  loading = new AbortController();
  const { signal } = loading;
  const asked = state;
  setBusy(true);
  try {
    const answer = await search(asked, start, signal);
    if (signal.aborted) return;
    draw(answer, asked, start);
    if (start === 0) await drawCounts(answer.meta.facets ?? {}, signal);
  } catch (error) {
    if (!signal.aborted) fail(error, start, tries);
  } finally {
    if (!signal.aborted) setBusy(false);
  }
};

const focusOn = (/** @type {HTMLElement | undefined} */ item) => {
  item?.setAttribute('tabindex', '-1');
  item?.focus({ preventScroll: true });
};

const messageFor = (/** @type {ApiError} */ { status, code, retryAfter }, /** @type {boolean} */ isLast) => {
  if (status === 0) return TEXTS.offline;
  if (code === 'RECORD_NOT_INDEXED') return TEXTS.notIndexed;
  if (code === 'QUERY_TOO_LONG') return TEXTS.tooLong;
  if (status === 400) return TEXTS.wrong;
  if (retryAfter === null) return TEXTS.broken;
  if (BUSY.includes(code ?? '')) return isLast ? TEXTS.stillBusy : TEXTS.busy(retryAfter);
  return isLast ? TEXTS.stillNotNow : TEXTS.notNow(retryAfter);
};

/** Says what went wrong. A refusal that names a time is tried again then, a few times. */
const fail = (/** @type {unknown} */ error, /** @type {number} */ start, /** @type {number} */ tries) => {
  if (!(error instanceof ApiError)) throw error;
  const isLast = tries >= MAX_TRIES;
  const text = messageFor(error, isLast);
  if (start === 0) {
    find('.hits').replaceChildren();
    drawNotice(state, null, go);
    more.hidden = true;
  }
  summary.textContent = '';
  announce(text);
  // What was refused would be refused again.
  const again = error.status === 400 ? [] : [button(TEXTS.tryAgain, () => void load(start))];
  drawMessage([make('p', {}, [text]), ...again]);
  if (error.retryAfter !== null && !isLast)
    retrying = setTimeout(() => void load(start, tries + 1), error.retryAfter * MS);
};

const showStart = () => {
  loading.abort();
  clearTimeout(retrying);
  setBusy(false);
  shown = 0;
  find('.hits').replaceChildren();
  more.hidden = true;
  drawNotice(state, null, go);
  drawFacets({}, state, choose);
  summarise('');
  drawStart(go);
};

const show = () => {
  const about = state.similar ? TEXTS.similarTo(state.similar.name) : state.query;
  document.title = about ? `${about} – ${TEXTS.title}` : TEXTS.title;
  combobox.set(state.query);
  if (isEmpty(state)) showStart();
  else void load(0);
};

/** @param {State} next */
const go = (next) => {
  state = next;
  history.pushState(null, '', addressOf(state));
  show();
};

/**
 * Changes the filters of what is asked now: check boxes are drawn with the answer before.
 *
 * @param {(state: State) => State} change
 */
const choose = (change) => go(change(state));

const combobox = createCombobox(
  (query) => {
    scrollTo(0, 0);
    // The filters go with the question.
    go(query === state.query && !state.similar ? state : searchFor(query));
  },
  (count) => announce(TEXTS.suggested(count))
);

/** Puts in the texts that the markup names. */
const drawTexts = () => {
  const texts = /** @type {Record<string, unknown>} */ (TEXTS);
  for (const element of document.querySelectorAll('[data-text], [data-label], [data-placeholder]')) {
    const { text, label, placeholder } = /** @type {HTMLElement} */ (element).dataset;
    if (text) element.textContent = String(texts[text]);
    if (label) element.setAttribute('aria-label', String(texts[label]));
    if (placeholder) element.setAttribute('placeholder', String(texts[placeholder]));
  }
  more.textContent = TEXTS.more;
};

drawTexts();
prepareFacets();
more.addEventListener('click', () => void load(shown));
addEventListener('popstate', () => {
  state = readState(location.search);
  show();
});
show();
if (isEmpty(state)) combobox.focus();
