import { Button, Field, Textarea } from '@strapi/design-system';
import { useState, type ChangeEvent } from 'react';

import { MAX_REASON_LENGTH } from '../../../../shared/constants';
import type { Generation } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';
import { useRestore } from '../../hooks/useRestore';
import { ConfirmDialog } from '../common/ConfirmDialog';
import { useAbsoluteTime } from '../common/TimeText';

const Reason = ({ value, onChange }: { value: string; onChange: (value: string) => void }) => {
  const text = useTexts();
  return (
    <Field.Root hint={text('restore.reasonHint', { count: value.length, max: MAX_REASON_LENGTH })}>
      <Field.Label>{text('restore.reason')}</Field.Label>
      <Textarea
        value={value}
        maxLength={MAX_REASON_LENGTH}
        minHeight="7rem"
        onChange={(event: ChangeEvent<HTMLTextAreaElement>) => onChange(event.target.value)}
      />
      <Field.Hint />
    </Field.Root>
  );
};

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
