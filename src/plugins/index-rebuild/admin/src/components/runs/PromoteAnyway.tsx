import { Button } from '@strapi/design-system';
import { useState } from 'react';

import { useTexts } from '../../helpers/translation';
import { ConfirmDialog } from '../common/ConfirmDialog';
import { Reason } from '../common/Reason';

/** The code of a rebuild that stopped because golden queries would have been answered worse. */
export const DROPPED = 'GOLDEN_QUERIES_DROPPED';

type PromoteAnywayProps = {
  message: string;
  /** Returns what to tell the user when it was refused. */
  onConfirm: (reason: string) => Promise<string | null>;
};

/** Starts a rebuild that may answer golden queries worse, once it is said why. */
export const PromoteAnyway = ({ message, onConfirm }: PromoteAnywayProps) => {
  const text = useTexts();
  const [reason, setReason] = useState('');
  const confirmed = async (): Promise<string | null> => {
    if (reason.trim() === '') return text('reason.missing');
    return onConfirm(reason.trim());
  };
  return (
    <ConfirmDialog
      trigger={
        <Button variant="danger-light" size="S">
          {text('drop.action')}
        </Button>
      }
      title={text('drop.title')}
      description={message}
      confirm={text('drop.confirm')}
      variant="danger-light"
      onOpen={() => setReason('')}
      onConfirm={confirmed}
    >
      <Reason required value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
};
