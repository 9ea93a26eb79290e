import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';

import type { Run } from '../../../shared/contracts';
import { useCancelRunMutation } from '../api/index-rebuild';
import { refusalIn, useRefusalText } from '../helpers/refusal';
import { useTexts } from '../helpers/translation';

const CONFLICT = 409;

/** Cancels a run. `isCancelling` is true from the click until the run has ended. */
export const useCancelRun = () => {
  const text = useTexts();
  const refusalText = useRefusalText();
  const { toggleNotification } = useNotification();
  const [cancelRun] = useCancelRunMutation();
  const [asked, setAsked] = useState<string | null>(null);

  const cancel = async ({ id }: Run): Promise<void> => {
    setAsked(id);
    const refusal = refusalIn(await cancelRun(id));
    if (!refusal) return;
    setAsked(null);
    toggleNotification(
      refusal.status === CONFLICT
        ? { type: 'info', message: text('cancel.tooLate') }
        : { type: 'danger', message: text('cancel.refused', { message: refusalText(refusal) }) }
    );
  };

  const isCancelling = ({ id, cancelledBy }: Run): boolean => id === asked || cancelledBy !== null;

  return { cancel, isCancelling };
};
