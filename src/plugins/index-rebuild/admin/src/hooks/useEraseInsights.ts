import { useNotification } from '@strapi/strapi/admin';

import { useEraseInsightsMutation } from '../api/index-rebuild';
import { refusalIn, useRefusalText } from '../helpers/refusal';
import { useTexts } from '../helpers/translation';

/** Erases all insights. Returns null when that is done, otherwise the reason for the refusal. */
export const useEraseInsights = () => {
  const text = useTexts();
  const refusalText = useRefusalText();
  const { toggleNotification } = useNotification();
  const [erase] = useEraseInsightsMutation();

  return async (): Promise<string | null> => {
    const refusal = refusalIn(await erase());
    if (refusal) return text('insights.eraseRefused', { message: refusalText(refusal) });
    toggleNotification({ type: 'success', message: text('insights.erased') });
    return null;
  };
};
