import { Field, Textarea } from '@strapi/design-system';
import type { ChangeEvent } from 'react';

import { MAX_REASON_LENGTH } from '../../../../shared/constants';
import { useTexts } from '../../helpers/translation';

type ReasonProps = {
  value: string;
  onChange: (value: string) => void;
  required?: boolean;
};

/** Why somebody does what the dialog asks about, for the history. */
export const Reason = ({ value, onChange, required = false }: ReasonProps) => {
  const text = useTexts();
  const hint = required ? 'reason.requiredHint' : 'restore.reasonHint';
  return (
    <Field.Root required={required} hint={text(hint, { count: value.length, max: MAX_REASON_LENGTH })}>
      <Field.Label>{text('restore.reason')}</Field.Label>
      <Textarea
        value={value}
        required={required}
        maxLength={MAX_REASON_LENGTH}
        minHeight="7rem"
        onChange={(event: ChangeEvent<HTMLTextAreaElement>) => onChange(event.target.value)}
      />
      <Field.Hint />
    </Field.Root>
  );
};
