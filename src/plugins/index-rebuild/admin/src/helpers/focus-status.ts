/** The text on every tab that says how search and its index are. */
export const STATUS_TEXT_ID = 'index-status-heading';

/** Moves the focus to that text after something has been started elsewhere on the page. */
export const focusStatus = (): void => document.getElementById(STATUS_TEXT_ID)?.focus();
