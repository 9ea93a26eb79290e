// @ts-check
/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {(Node | string)[]} [children] Text stays text.
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export const make = (tag, attributes = {}, children = []) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

/** @template {HTMLElement} [Found=HTMLElement] @param {string} selector @returns {Found} */
export const find = (selector) => {
  const found = document.querySelector(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return /** @type {Found} */ (found);
};

/** @param {string} text @param {() => void} onClick @param {Record<string, string>} [attributes] */
export const button = (text, onClick, attributes = {}) => {
  const element = make('button', { type: 'button', ...attributes }, [text]);
  element.addEventListener('click', onClick);
  return element;
};

/** A link within the page, which also opens in a new tab. @param {string} text @param {string} href @param {() => void} onClick @param {Record<string, string>} [attributes] */
export const link = (text, href, onClick, attributes = {}) => {
  const element = make('a', { href, ...attributes }, [text]);
  element.addEventListener('click', (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onClick();
  });
  return element;
};
