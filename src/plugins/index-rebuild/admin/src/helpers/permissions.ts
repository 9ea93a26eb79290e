import { ACTIONS } from '../../../shared/constants';

const { read, rebuild, trySearch, insights } = ACTIONS;

/** Any of these opens the page; those of the settings open the section below Strapi's Settings. */
export const ANY_PERMISSION = [read, rebuild, trySearch, insights].map((action) => ({
  action,
  subject: null,
}));
