import { Button } from '@strapi/design-system';
import { useState } from 'react';

import type { Generation } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';
import { useRestore } from '../../hooks/useRestore';
import { ConfirmDialog } from '../common/ConfirmDialog';
import { Reason } from '../common/Reason';
import { useAbsoluteTime } from '../common/TimeText';

type RestoreProps = {
  generation: Generation;
  disabled: boolean;
  /** Id of the text that says why it is disabled. */
  describedBy?: string;
};

/** The button that promotes an earlier generation, after a dialog that says what that means. */
export const Restore = ({ generation, disabled, describedBy }: RestoreProps) => {
  const text = useTexts();
  const time = useAbsoluteTime()(generation.createdAt);
  const [reason, setReason] = useState('');
  const restore = useRestore();
  return (
    <ConfirmDialog
      trigger={
        <Button
          variant="secondary"
          size="S"
          disabled={disabled}
          aria-label={text('restore.actionOf', { time })}
          aria-describedby={describedBy}
        >
          {text('restore.action')}
        </Button>
      }
      title={text('restore.title', { time })}
      description={text('restore.explanation')}
      confirm={text('restore.confirm')}
      onOpen={() => setReason('')}
      onConfirm={() => restore(generation.id, reason)}
    >
      <Reason value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
};
