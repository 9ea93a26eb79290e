import { DesignSystemProvider, lightTheme } from '@strapi/design-system';
import { render, type RenderResult } from '@testing-library/react';
import type { ReactElement, ReactNode } from 'react';
import { IntlProvider } from 'react-intl';
import { MemoryRouter } from 'react-router-dom';

import { getTranslation } from '../../../src/plugins/index-rebuild/admin/src/helpers/translation';
import de from '../../../src/plugins/index-rebuild/admin/src/translations/de.json';
import en from '../../../src/plugins/index-rebuild/admin/src/translations/en.json';
import es from '../../../src/plugins/index-rebuild/admin/src/translations/es.json';
import fr from '../../../src/plugins/index-rebuild/admin/src/translations/fr.json';

export const TRANSLATIONS = { en, de, es, fr };

export type Locale = keyof typeof TRANSLATIONS;

const messagesOf = (locale: Locale): Record<string, string> =>
  Object.fromEntries(Object.entries(TRANSLATIONS[locale]).map(([key, text]) => [getTranslation(key), text]));

/** A text that is missing or cannot be formatted is a failed test and not a line in the log. */
const fail = (error: Error): never => {
  throw error;
};

type AdminFrameProps = { children: ReactNode; locale?: Locale; theme?: typeof lightTheme };

/** What Strapi's admin has around every page, as far as the plugin's components need it. */
export const AdminFrame = ({ children, locale = 'en', theme = lightTheme }: AdminFrameProps) => (
  <IntlProvider locale={locale} messages={messagesOf(locale)} timeZone="UTC" onError={fail}>
    <DesignSystemProvider locale={locale} theme={theme}>
      <MemoryRouter future={{ v7_startTransition: true, v7_relativeSplatPath: true }}>
        {children}
      </MemoryRouter>
    </DesignSystemProvider>
  </IntlProvider>
);

export const renderInAdmin = (
  ui: ReactElement,
  locale?: Locale,
  theme?: AdminFrameProps['theme']
): RenderResult =>
  render(ui, {
    wrapper: ({ children }) => (
      <AdminFrame locale={locale} theme={theme}>
        {children}
      </AdminFrame>
    ),
  });
