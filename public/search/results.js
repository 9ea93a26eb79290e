// @ts-check
import { button, find, link, make } from './dom.js';
import { marked } from './marks.js';
import { addressOf, chosenCount, searchFor, toggled } from './state.js';
import { TEXTS } from './texts.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {import('./api.js').Hit} Hit */
/** @typedef {import('./api.js').Meta} Meta */
/** @typedef {(state: State) => void} Go */
/** @typedef {import('./facets.js').Choose} Choose */

const EXCERPT = 220;

/** The beginning of a text, up to the end of a word. @param {string} text */
const beginning = (text) =>
  text.length <= EXCERPT ? text : `${text.slice(0, EXCERPT).replace(/\s+\S*$/, '')} …`;

/** @param {Hit} hit @param {State} state @param {Choose} choose */
const tagsOf = ({ tags }, state, choose) =>
  (tags ?? []).map((tag) => {
    const isChosen = (state.chosen.get('tags') ?? []).includes(tag);
    const chip = button(tag, () => choose((now) => toggled(now, 'tags', tag)), {
      'aria-pressed': String(isChosen),
    });
    return make('li', {}, [chip]);
  });

/**
 * @param {Hit} hit
 * @param {State} state
 * @param {Go} go
 * @param {Choose} choose
 * @param {string} query What was searched, whose words are marked.
 */
const hitOf = (hit, state, go, choose, query) => {
  const { documentId, name, title, organization, location, bio, highlight } = hit;
  const about = [title, organization, location].filter(Boolean).join(' · ');
  const text = highlight ?? beginning(bio ?? '');
  const similar = { ...searchFor(state.query), similar: { id: documentId, name } };
  const tags = tagsOf(hit, state, choose);
  const item = make('li', { class: 'hit' }, [
    make('h2', {}, marked(name, query)),
    ...(about ? [make('p', { class: 'about' }, marked(about, query))] : []),
    ...(text ? [make('p', { class: 'passage' }, marked(text, query))] : []),
    ...(tags.length > 0 ? [make('ul', { class: 'tags', role: 'list' }, tags)] : []),
    link(TEXTS.similar, addressOf(similar), () => go(similar), {
      class: 'similar',
      'aria-label': TEXTS.similarTo(name),
    }),
  ]);
  return item;
};

/**
 * @param {import('./api.js').Answer} answer
 * @param {State} state
 * @param {Go} go
 * @param {Choose} choose
 * @param {boolean} isFirst Whether these replace all others.
 */
export const drawHits = ({ data, meta }, state, go, choose, isFirst) => {
  const query = state.similar ? '' : (meta.correctedTo ?? state.query);
  const items = data.map((hit) => hitOf(hit, state, go, choose, query));
  if (isFirst) find('.hits').replaceChildren(...items);
  else find('.hits').append(...items);
  return items;
};

/** "Showing results for …", or what the results are similar to. @param {State} state @param {Meta | null} meta @param {Go} go */
export const drawNotice = (state, meta, go) => {
  const notice = find('.notice');
  const { query, similar } = state;
  notice.replaceChildren();
  if (similar) {
    notice.append(make('strong', {}, [TEXTS.similarTo(similar.name)]));
    const back = searchFor(query);
    if (query)
      notice.append(
        ' ',
        link(TEXTS.backTo(query), addressOf(back), () => go(back))
      );
  } else if (meta?.correctedTo) {
    const corrected = { ...state, query: meta.correctedTo };
    const exact = { ...state, isExact: true };
    const shown = make('strong', {}, [link(meta.correctedTo, addressOf(corrected), () => go(corrected))]);
    const instead = link(query, addressOf(exact), () => go(exact));
    notice.append(`${TEXTS.showingFor} `, shown, '. ', `${TEXTS.insteadFor} `, instead, '.');
  }
  notice.hidden = notice.childNodes.length === 0;
};

/** @param {(Node | string)[]} children */
export const drawMessage = (children) => {
  const message = find('.message:not(noscript *)');
  message.replaceChildren(...children);
  message.hidden = children.length === 0;
};

/** @param {State} state @param {Choose} choose */
export const drawNothing = (state, choose) => {
  const hints = state.similar ? [] : TEXTS.nothingHints;
  const isFiltered = chosenCount(state) > 0;
  const all = [...hints, ...(isFiltered ? [TEXTS.nothingFilters] : [])];
  const title = state.similar ? TEXTS.nothingSimilar : TEXTS.nothing(state.query);
  const clearing = () => choose((now) => ({ ...now, chosen: new Map() }));
  drawMessage([
    make('h2', {}, [title]),
    make(
      'ul',
      {},
      all.map((hint) => make('li', {}, [hint]))
    ),
    ...(isFiltered ? [button(TEXTS.clearFilters, clearing)] : []),
  ]);
};

/** @param {Go} go */
export const drawStart = (go) => {
  const examples = TEXTS.examples.map((query) => {
    const state = searchFor(query);
    return make('li', {}, [link(query, addressOf(state), () => go(state))]);
  });
  drawMessage([
    make('h2', {}, [TEXTS.start]),
    make('p', {}, [TEXTS.introduction]),
    make('ul', { class: 'examples' }, examples),
  ]);
};

/** Which index has answered; marked when it is another one than before. @param {Pick<Meta, 'generation' | 'took'>} meta */
export const drawGeneration = ({ generation, took }) => {
  const line = find('.generation');
  const before = line.dataset.generation;
  line.dataset.generation = generation;
  line.textContent = TEXTS.answeredBy(generation, took);
  line.classList.toggle('is-new', before !== undefined && before !== generation);
};
