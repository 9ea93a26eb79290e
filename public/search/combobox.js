// @ts-check
import { suggest } from './api.js';
import { find, make } from './dom.js';
import { markedBeginnings } from './marks.js';
import { TEXTS } from './texts.js';

/** @typedef {import('./api.js').Suggestion} Suggestion */

/** Fewer characters fit too much. */
const MIN_LENGTH = 2;
/** Milliseconds without a key before suggestions are asked for. */
const PAUSE = 120;

/**
 * The search box with its suggestions: a combobox with a list box, as the ARIA Authoring Practices
 * describe it. The focus stays in the box; arrows move through the list.
 *
 * @param {(query: string) => void} onSearch
 * @param {(count: number) => void} announce
 */
export const createCombobox = (onSearch, announce) => {
  const input = /** @type {HTMLInputElement} */ (find('#query'));
  const list = find('#suggestions');
  const clear = find('.clear');
  /** What was typed; an option that is passed by shows its own text. */
  let typed = '';
  let active = -1;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let asking = new AbortController();

  const options = () => /** @type {HTMLElement[]} */ ([...list.children]);

  const close = () => {
    clearTimeout(timer);
    asking.abort();
    active = -1;
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };

  const activate = (/** @type {number} */ at) => {
    active = at;
    options().forEach((option, place) => option.setAttribute('aria-selected', String(place === at)));
    const option = options()[at];
    input.value = option ? (option.dataset.value ?? '') : typed;
    if (option) {
      input.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    } else input.removeAttribute('aria-activedescendant');
  };

  const choose = (/** @type {string} */ text) => {
    input.value = text;
    typed = text;
    clear.hidden = text === '';
    close();
    onSearch(text.trim());
  };

  const optionOf = (/** @type {Suggestion} */ { text, kind }, /** @type {number} */ at) => {
    const label = make('span', { class: 'text' }, markedBeginnings(text, typed));
    const option = make('li', { id: `suggestion-${at}`, role: 'option', 'aria-selected': 'false' }, [label]);
    option.dataset.value = text;
    if (TEXTS.kinds[kind]) option.append(' ', make('span', { class: 'kind' }, [TEXTS.kinds[kind]]));
    // Before the box loses the focus, which would close the list.
    option.addEventListener('pointerdown', (event) => event.preventDefault());
    option.addEventListener('click', () => choose(text));
    return option;
  };

  const show = (/** @type {Suggestion[]} */ found) => {
    active = -1;
    input.removeAttribute('aria-activedescendant');
    list.replaceChildren(...found.map(optionOf));
    list.hidden = found.length === 0;
    input.setAttribute('aria-expanded', String(found.length > 0));
    if (found.length > 0) announce(found.length);
  };

  /** Whatever goes wrong, visitors can search without suggestions. */
  const ask = async () => {
    clearTimeout(timer);
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const found = await suggest(typed.trim(), signal).catch(() => []);
    if (!signal.aborted && document.activeElement === input) show(found);
  };

  input.addEventListener('input', () => {
    typed = input.value;
    clear.hidden = typed === '';
    clearTimeout(timer);
    asking.abort();
    if (typed.trim().length < MIN_LENGTH) return close();
    timer = setTimeout(ask, PAUSE);
  });

  const move = (/** @type {number} */ step) => {
    const count = options().length;
    if (count === 0) return void (typed.trim().length >= MIN_LENGTH && ask());
    // One place before the first: the text as it was typed.
    activate(((active + 1 + step + count + 1) % (count + 1)) - 1);
  };

  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (list.hidden) input.value = '';
      else input.value = typed;
      typed = input.value;
      clear.hidden = typed === '';
      close();
    } else if (event.key === 'Tab') close();
  });

  input.addEventListener('blur', close);
  clear.addEventListener('click', () => {
    input.value = '';
    typed = '';
    clear.hidden = true;
    close();
    input.focus();
  });
  find('.search').addEventListener('submit', (event) => {
    event.preventDefault();
    choose(input.value);
  });

  return {
    /** Shows what is searched. @param {string} query */
    set(query) {
      input.value = query;
      typed = query;
      clear.hidden = query === '';
      close();
    },
    focus: () => input.focus(),
  };
};
