// @ts-check
import { button, find, make } from './dom.js';
import { chosenCount, FACETS, toggled } from './state.js';
import { TEXTS } from './texts.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {import('./api.js').Counts} Counts */
/** @typedef {(change: (state: State) => State) => void} Choose */

/** Values that are shown before "Show all". */
const FEW = 6;

/** The chosen values are always there, even with nothing to count. @param {Counts} counts @param {string[]} chosen @returns {Counts} */
const withChosen = (counts, chosen) => {
  const missing = chosen.filter((value) => !counts.some((one) => one.value === value));
  return [...counts, ...missing.map((value) => ({ value, count: 0 }))];
};

/** Fields of which all values are shown. @type {Set<string>} */
const opened = new Set();

/**
 * @param {string} field
 * @param {Counts} counts
 * @param {State} state
 * @param {Choose} choose
 * @param {() => void} redraw
 */
const group = (field, counts, state, choose, redraw) => {
  const chosen = state.chosen.get(field) ?? [];
  const all = withChosen(counts, chosen);
  const isFew = !opened.has(field) && all.length > FEW + 1;
  const shown = isFew ? all.filter(({ value }, at) => at < FEW || chosen.includes(value)) : all;
  const values = shown.map(({ value, count }) => {
    const box = make('input', { type: 'checkbox', name: field, value });
    box.checked = chosen.includes(value);
    box.addEventListener('change', () => choose((now) => toggled(now, field, value)));
    const label = make('label', {}, [
      box,
      make('span', { class: 'value' }, [value]),
      make('span', { class: 'count' }, [count.toLocaleString('en')]),
    ]);
    return make('li', {}, [label]);
  });
  const fieldset = make('fieldset', {}, [
    make('legend', {}, [TEXTS.facets[field] ?? field]),
    make('ul', { role: 'list' }, values),
  ]);
  if (all.length > FEW + 1) {
    const text = isFew ? TEXTS.allValues(all.length) : TEXTS.fewerValues;
    const toggle = button(
      text,
      () => {
        if (!opened.delete(field)) opened.add(field);
        redraw();
        find(`[data-all="${field}"]`).focus();
      },
      { class: 'all', 'data-all': field }
    );
    fieldset.append(toggle);
  }
  return fieldset;
};

/**
 * Draws the check boxes. The one that had the focus has it again, since it is another one then.
 *
 * @param {Record<string, Counts>} counts
 * @param {State} state
 * @param {Choose} choose
 */
export const drawFacets = (counts, state, choose) => {
  const focused = document.activeElement;
  const before = focused instanceof HTMLInputElement ? { field: focused.name, value: focused.value } : null;
  const groups = FACETS.map(({ field }) => ({ field, values: counts[field] ?? [] }))
    .filter(({ field, values }) => values.length > 0 || (state.chosen.get(field) ?? []).length > 0)
    .map(({ field, values }) => group(field, values, state, choose, () => drawFacets(counts, state, choose)));
  const selected = chosenCount(state);
  const clearing = () => {
    choose((now) => ({ ...now, chosen: new Map() }));
    // The button goes with the choice.
    find('.results').setAttribute('tabindex', '-1');
    find('.results').focus({ preventScroll: true });
  };
  find('#facets').replaceChildren(
    ...(selected > 0 ? [button(TEXTS.clearFilters, clearing, { class: 'clear-filters' })] : []),
    ...groups
  );
  find('.filters').hidden = groups.length === 0;
  find('.toggle').textContent = TEXTS.toggleFilters(selected);
  if (!before) return;
  for (const box of document.querySelectorAll('#facets input')) {
    if (!(box instanceof HTMLInputElement)) continue;
    if (box.name === before.field && box.value === before.value) box.focus();
  }
};

/** On narrow screens the filters are behind a button. */
export const prepareFacets = () => {
  const toggle = find('.toggle');
  toggle.addEventListener('click', () => {
    const isOpen = toggle.getAttribute('aria-expanded') === 'true';
    toggle.setAttribute('aria-expanded', String(!isOpen));
  });
};
