import type { StrapiApp } from '@strapi/strapi/admin';
import { Search } from '@strapi/icons';

import { ACTIONS, PLUGIN_ID } from '../../shared/constants';
import { getTranslation } from './helpers/translation';

type Messages = Record<string, string>;

/** The languages that the page speaks; another language falls back to English. */
const LANGUAGES: Record<string, () => Promise<{ default: Messages }>> = {
  en: () => import('./translations/en.json'),
  de: () => import('./translations/de.json'),
};

const withPrefix = (messages: Messages): Messages =>
  Object.fromEntries(Object.entries(messages).map(([key, text]) => [getTranslation(key), text]));

export default {
  register(app: StrapiApp) {
    app.addMenuLink({
      to: `plugins/${PLUGIN_ID}`,
      icon: Search,
      intlLabel: { id: getTranslation('title'), defaultMessage: 'Search index' },
      permissions: [{ action: ACTIONS.read, subject: null }],
      Component: () => import('./pages/IndexPage'),
    });
    app.registerPlugin({ id: PLUGIN_ID, name: PLUGIN_ID });
  },

  registerTrads({ locales }: { locales: string[] }) {
    return Promise.all(
      locales.map(async (locale) => {
        const messages = (await LANGUAGES[locale]?.())?.default ?? {};
        return { locale, data: withPrefix(messages) };
      })
    );
  },
};
