import { useNotification } from '@strapi/strapi/admin';

import { useCheckDriftMutation } from '../api/index-rebuild';
import { refusalIn } from '../helpers/refusal';
import { useTexts } from '../helpers/translation';

/** Has all records compared with the live index, and tells the user when that is done. */
export const useCheckDrift = () => {
  const text = useTexts();
  const { toggleNotification } = useNotification();
  const [checkDrift, { isLoading }] = useCheckDriftMutation();

  const check = async (): Promise<void> => {
    const refusal = refusalIn(await checkDrift());
    toggleNotification(
      refusal
        ? { type: 'danger', message: text('drift.checkRefused', { message: refusal.message }) }
        : { type: 'success', message: text('drift.checkDone') }
    );
  };

  return { check, isChecking: isLoading };
};
