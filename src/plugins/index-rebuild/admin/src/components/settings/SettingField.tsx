import { Box, Field, NumberInput, TextInput, Toggle } from '@strapi/design-system';
import { memo, useId, type ChangeEvent } from 'react';

import type { SettingsSection } from '../../../../shared/constants';
import type { FieldValue } from '../../helpers/settings/draft';
import type { FormField } from '../../helpers/settings/forms';
import { useFieldTexts } from '../../helpers/settings/texts';
import { useTexts, type MessageKey } from '../../helpers/translation';

type SettingFieldProps = {
  section: SettingsSection;
  field: FormField;
  value: FieldValue;
  error?: string;
  onChange: (value: FieldValue) => void;
};

/** Fields that need more words than their label. */
const HINTS: Partial<Record<string, MessageKey>> = {
  cron: 'settingsHint.cron',
  timeZone: 'settingsHint.timeZone',
};

/** Several hundred, which do not change while somebody types. */
const TimeZones = memo(({ id }: { id: string }) => (
  <datalist id={id}>
    {['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => (
      <option key={zone} value={zone} />
    ))}
  </datalist>
));

const TimeZoneInput = ({ value, onChange }: Pick<SettingFieldProps, 'value' | 'onChange'>) => {
  const id = useId();
  return (
    <>
      <TextInput
        value={String(value ?? '')}
        list={id}
        autoComplete="off"
        onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
      />
      <TimeZones id={id} />
    </>
  );
};

const Input = ({ field, value, onChange }: Pick<SettingFieldProps, 'field' | 'value' | 'onChange'>) => {
  const text = useTexts();
  switch (field.kind) {
    case 'toggle':
      return (
        <Toggle
          onLabel={text('settings.yes')}
          offLabel={text('settings.no')}
          checked={value === true}
          onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.target.checked)}
        />
      );
    case 'timeZone':
      return <TimeZoneInput value={value} onChange={onChange} />;
    case 'cron':
      return (
        <TextInput
          value={String(value ?? '')}
          autoComplete="off"
          spellCheck={false}
          onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
        />
      );
    default:
      return <NumberInput value={value as number | undefined} onValueChange={onChange} />;
  }
};

/** One field of a section, with what is wrong with it. */
export const SettingField = ({ section, field, value, error, onChange }: SettingFieldProps) => {
  const text = useTexts();
  const { label } = useFieldTexts();
  const hint = HINTS[field.kind];
  return (
    <Box minWidth={0}>
      <Field.Root name={`${section}.${field.name}`} error={error} hint={hint && text(hint)}>
        <Field.Label>{label(section, field)}</Field.Label>
        <Input field={field} value={value} onChange={onChange} />
        <Field.Hint />
        <Field.Error />
      </Field.Root>
    </Box>
  );
};
