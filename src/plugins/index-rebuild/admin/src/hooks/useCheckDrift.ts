import { useNotification } from '@strapi/strapi/admin';

import { useCheckDriftMutation } from '../api/index-rebuild';
import { refusalIn, useRefusalText } from '../helpers/refusal';
import { useTexts } from '../helpers/translation';

/** Compares all records with the live generation, and tells the user when that is done. */
export const useCheckDrift = () => {
  const text = useTexts();
  const refusalText = useRefusalText();
  const { toggleNotification } = useNotification();
  const [checkDrift, { isLoading }] = useCheckDriftMutation();

  const check = async (): Promise<void> => {
    const refusal = refusalIn(await checkDrift());
    toggleNotification(
      refusal
        ? { type: 'danger', message: text('drift.checkRefused', { message: refusalText(refusal) }) }
        : { type: 'success', message: text('drift.checkDone') }
    );
  };

  return { check, isChecking: isLoading };
};
