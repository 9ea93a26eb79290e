import { useNotification } from '@strapi/strapi/admin';

import { useStartRunMutation } from '../api/index-rebuild';
import { refusalIn } from '../helpers/refusal';
import { useTexts } from '../helpers/translation';

const CONFLICT = 409;

/** Starts a rebuild and tells the user what came of it. */
export const useStartRebuild = () => {
  const text = useTexts();
  const { toggleNotification } = useNotification();
  const [startRun, { isLoading }] = useStartRunMutation();

  const start = async (options: { allowShrink?: true } = {}): Promise<void> => {
    const refusal = refusalIn(await startRun({ kind: 'rebuild', ...options }));
    if (!refusal) {
      toggleNotification({ type: 'info', message: text('rebuild.started') });
      return;
    }
    toggleNotification(
      refusal.status === CONFLICT
        ? { type: 'info', message: text('rebuild.conflict') }
        : { type: 'danger', message: text('rebuild.refused', { message: refusal.message }) }
    );
  };

  return { start, isStarting: isLoading };
};
