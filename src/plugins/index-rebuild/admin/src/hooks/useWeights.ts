import { useNotification } from '@strapi/strapi/admin';

import type { GoldenPreview, Weights } from '../../../shared/contracts';
import { usePreviewWeightsMutation } from '../api/index-rebuild';
import { useChangeSettingMutation } from '../api/settings';
import { refusalIn, useRefusalText } from '../helpers/refusal';
import { useTexts } from '../helpers/translation';

/** What weights would change, and making them those of all searches. */
export const useWeights = () => {
  const text = useTexts();
  const refusalText = useRefusalText();
  const { toggleNotification } = useNotification();
  const [ask, { data, isLoading, reset }] = usePreviewWeightsMutation();
  const [set] = useChangeSettingMutation();
  return {
    preview: data as GoldenPreview | undefined,
    isAsking: isLoading,
    /** What was previewed is not what the form says any more. */
    forget: reset,

    async askGolden(weights: Weights): Promise<void> {
      const refusal = refusalIn(await ask(weights));
      if (!refusal) return;
      const message = text('weights.previewRefused', { message: refusalText(refusal) });
      toggleNotification({ type: 'danger', message });
    },

    /** @returns What to tell the user when it was refused, else null. */
    async use(value: Weights, version: number): Promise<string | null> {
      const refusal = refusalIn(await set({ section: 'search.weights', value, version }));
      if (refusal) return text('weights.refused', { message: refusalText(refusal) });
      toggleNotification({ type: 'success', message: text('weights.used') });
      return null;
    },
  };
};
