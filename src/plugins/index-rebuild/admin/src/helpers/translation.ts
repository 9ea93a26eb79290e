import { useIntl } from 'react-intl';

import { PLUGIN_ID } from '../../../shared/constants';
import en from '../translations/en.json';

export type MessageKey = keyof typeof en;

export const getTranslation = (key: string): string => `${PLUGIN_ID}.${key}`;

type Values = Record<string, string | number | Date>;

/** The page's texts by key, in the administrator's language, or in English if there is no translation. */
export const useTexts = () => {
  const { formatMessage } = useIntl();
  return (key: MessageKey, values?: Values): string =>
    formatMessage({ id: getTranslation(key), defaultMessage: en[key] }, values);
};
