/** The text on every tab that says how search and its index are. */
export const STATUS_TEXT_ID = 'index-status-heading';

/**
 * Moves the focus to that text after something has been started elsewhere on the page.
 *
 * @returns Whether it is there: not everybody may see it.
 */
export const focusStatus = (): boolean => {
  const status = document.getElementById(STATUS_TEXT_ID);
  status?.focus();
  return status !== null;
};

/** The same when the button that was pressed has lost the focus, since it is disabled or gone now. */
export const keepFocus = (): void => {
  if (document.activeElement === document.body) focusStatus();
};
