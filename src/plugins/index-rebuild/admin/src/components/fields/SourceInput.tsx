import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { useFindRecordsQuery } from '../../api/suggestions';
import { choicesUrl } from '../../helpers/try/request';
import { useTexts } from '../../helpers/translation';
import type { FieldProps } from './field-props';

/** Chooses an indexed content type by its name. */
export const SourceInput = ({
  name,
  label,
  hint,
  error,
  required,
  disabled,
  value,
  onChange,
}: FieldProps) => {
  const text = useTexts();
  const { data, isError } = useFindRecordsQuery(choicesUrl({}));
  const sources = data?.meta.sources ?? [];
  const isKnown = !value || sources.some(({ uid }) => uid === value);
  const offered = isKnown ? sources : [...sources, { uid: value, label: value }];
  return (
    <Field.Root
      {...{ name, hint, required }}
      id={name}
      error={error ?? (isError ? text('record.error') : undefined)}
    >
      <Field.Label>{label}</Field.Label>
      <SingleSelect
        value={value ?? ''}
        placeholder={text('field.chooseSource')}
        disabled={disabled}
        onChange={(uid: string | number) => onChange(name, String(uid))}
      >
        {offered.map((source) => (
          <SingleSelectOption key={source.uid} value={source.uid}>
            {source.label}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
};
