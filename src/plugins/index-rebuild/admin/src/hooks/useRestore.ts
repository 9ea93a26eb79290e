import { useNotification } from '@strapi/strapi/admin';

import { useRestoreMutation } from '../api/index-rebuild';
import { refusalIn, useRefusalText } from '../helpers/refusal';
import { useTexts } from '../helpers/translation';

/** Refusals that mean the list on the page is out of date; it is loaded again. */
const OUT_OF_DATE = ['GENERATION_NOT_FOUND', 'GENERATION_ALREADY_LIVE'];

/**
 * Promotes an earlier generation. Returns null when the dialog can close, otherwise the reason for the
 * refusal: the dialog shows it and stays open, so that what was typed there is not lost.
 */
export const useRestore = () => {
  const text = useTexts();
  const refusalText = useRefusalText();
  const { toggleNotification } = useNotification();
  const [restore] = useRestoreMutation();

  return async (generation: string, reason: string): Promise<string | null> => {
    const body = reason.trim() === '' ? {} : { reason: reason.trim() };
    const refusal = refusalIn(await restore({ generation, ...body }));
    if (!refusal) {
      toggleNotification({ type: 'info', message: text('rollback.started') });
      return null;
    }
    if (refusal.code === 'RUN_IN_PROGRESS') return text('rollback.conflict');
    const message = text('rollback.refused', { message: refusalText(refusal) });
    if (!OUT_OF_DATE.includes(refusal.code)) return message;
    toggleNotification({ type: 'warning', message });
    return null;
  };
};
