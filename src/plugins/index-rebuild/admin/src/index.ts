import type { StrapiApp } from '@strapi/strapi/admin';
import { Search } from '@strapi/icons';

import { ACTIONS, PLUGIN_ID } from '../../shared/constants';
import { DriftPanel } from './components/drift/DriftPanel';
import { CUSTOM_FIELDS } from './helpers/custom-fields';
import { extendLists } from './helpers/list-view';
import { ANY_PERMISSION } from './helpers/permissions';
import { getTranslation } from './helpers/translation';
import en from './translations/en.json';

/** The part of the Content Manager's API that is used here; its package does not export the types. */
type ContentManagerApis = { addEditViewSidePanel(panels: (typeof DriftPanel)[]): void };

type Messages = Record<string, string>;

/** The languages of the page; it falls back to English for any other. */
const LANGUAGES: Record<string, () => Promise<{ default: Messages }>> = {
  en: () => import('./translations/en.json'),
  de: () => import('./translations/de.json'),
  fr: () => import('./translations/fr.json'),
  es: () => import('./translations/es.json'),
};

const withPrefix = (messages: Messages): Messages =>
  Object.fromEntries(Object.entries(messages).map(([key, text]) => [getTranslation(key), text]));

export default {
  register(app: StrapiApp) {
    app.addMenuLink({
      to: `plugins/${PLUGIN_ID}`,
      icon: Search,
      intlLabel: { id: getTranslation('title'), defaultMessage: en.title },
      permissions: [...ANY_PERMISSION],
      Component: () => import('./pages/IndexPage'),
    });
    app.widgets.register({
      id: 'drift',
      pluginId: PLUGIN_ID,
      icon: Search as never,
      title: { id: getTranslation('widget.title'), defaultMessage: en['widget.title'] },
      link: {
        label: { id: getTranslation('widget.link'), defaultMessage: en['widget.link'] },
        href: `/plugins/${PLUGIN_ID}`,
      },
      component: async () => (await import('./components/drift/DriftWidget')).DriftWidget,
      permissions: [{ action: ACTIONS.read }],
    });
    app.widgets.register({
      id: 'gaps',
      pluginId: PLUGIN_ID,
      icon: Search as never,
      title: { id: getTranslation('gapsWidget.title'), defaultMessage: en['gapsWidget.title'] },
      link: {
        label: { id: getTranslation('gapsWidget.link'), defaultMessage: en['gapsWidget.link'] },
        href: `/plugins/${PLUGIN_ID}/insights`,
      },
      component: async () => (await import('./components/insights/GapsWidget')).GapsWidget,
      permissions: [{ action: ACTIONS.insights }],
    });
    extendLists(app);
    app.addSettingsLink(
      { id: PLUGIN_ID, intlLabel: { id: getTranslation('title'), defaultMessage: en.title } },
      {
        id: 'settings',
        to: PLUGIN_ID,
        intlLabel: { id: getTranslation('settings.link'), defaultMessage: en['settings.link'] },
        permissions: [{ action: ACTIONS.readSettings, subject: null }],
        Component: () => import('./pages/SettingsPage'),
      }
    );
    app.customFields.register(CUSTOM_FIELDS as never);
    app.registerPlugin({ id: PLUGIN_ID, name: PLUGIN_ID });
  },

  bootstrap(app: StrapiApp) {
    const { apis } = app.getPlugin('content-manager');
    (apis as ContentManagerApis).addEditViewSidePanel([DriftPanel]);
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
