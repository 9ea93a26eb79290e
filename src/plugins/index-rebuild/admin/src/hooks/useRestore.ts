import { useNotification } from '@strapi/strapi/admin';

import { useRestoreMutation } from '../api/index-rebuild';
import { refusalIn } from '../helpers/refusal';
import { useTexts } from '../helpers/translation';

/** What is refused because the list on the page was out of date; it is asked for again. */
const OUT_OF_DATE = ['GENERATION_NOT_FOUND', 'GENERATION_ALREADY_LIVE'];

/**
 * Makes a generation live. Answers null when there is no more to do, and else why it was refused, for
 * the dialog to show: what was typed there is not lost.
 */
export const useRestore = () => {
  const text = useTexts();
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
    const message = text('rollback.refused', { message: refusal.message });
    if (!OUT_OF_DATE.includes(refusal.code)) return message;
    toggleNotification({ type: 'warning', message });
    return null;
  };
};
