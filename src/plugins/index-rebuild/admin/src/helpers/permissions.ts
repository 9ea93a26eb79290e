import { ACTIONS } from '../../../shared/constants';

/** Any of these opens the page. */
export const ANY_PERMISSION = Object.values(ACTIONS).map((action) => ({ action, subject: null }));
