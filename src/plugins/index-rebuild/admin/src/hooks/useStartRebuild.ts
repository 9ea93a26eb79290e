import { useNotification } from '@strapi/strapi/admin';

import { useStartRunMutation } from '../api/index-rebuild';
import { useTexts } from '../helpers/translation';

const CONFLICT = 409;

/** Starts a rebuild and tells the user what came of it. */
export const useStartRebuild = () => {
  const text = useTexts();
  const { toggleNotification } = useNotification();
  const [startRun, { isLoading }] = useStartRunMutation();

  const start = async (): Promise<void> => {
    const result = await startRun({ kind: 'rebuild' });
    if (!('error' in result)) {
      toggleNotification({ type: 'info', message: text('rebuild.started') });
      return;
    }
    const { message = '', status } = result.error as { message?: string; status?: number };
    toggleNotification(
      status === CONFLICT
        ? { type: 'info', message: text('rebuild.conflict') }
        : { type: 'danger', message: text('rebuild.refused', { message }) }
    );
  };

  return { start, isStarting: isLoading };
};
