import { Combobox, ComboboxOption, Field } from '@strapi/design-system';
import type { ChangeEvent } from 'react';

import type { RecordChoices, TryRecordRef } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';

const keyOf = ({ uid, documentId }: TryRecordRef): string => `${uid}|${documentId}`;

export const nameOf = ({ name, documentId }: TryRecordRef): string => name ?? documentId;

export type RecordComboboxProps = {
  label: string;
  hint?: string;
  error?: string;
  required?: boolean;
  disabled?: boolean;
  /** Those that fit what was typed. */
  records: readonly TryRecordRef[];
  sources: RecordChoices['meta']['sources'];
  isFetching: boolean;
  /** The records could not be looked up. */
  isError: boolean;
  chosen: TryRecordRef | null;
  onType: (typed: string) => void;
  onChoose: (record: TryRecordRef | null) => void;
};

/** Finds a record by its name. */
export const RecordCombobox = (props: RecordComboboxProps) => {
  const text = useTexts();
  const { label, hint, error, required, disabled, records, sources, isFetching, isError } = props;
  const { chosen, onType, onChoose } = props;
  const isKnown = chosen !== null && records.some((record) => keyOf(record) === keyOf(chosen));
  const offered = chosen === null || isKnown ? records : [chosen, ...records];
  const labelOf = (record: TryRecordRef): string => {
    const source = sources.find(({ uid }) => uid === record.uid)?.label ?? '';
    return sources.length > 1 ? `${nameOf(record)} (${source})` : nameOf(record);
  };
  return (
    <Field.Root hint={hint} error={error ?? (isError ? text('record.error') : undefined)} required={required}>
      <Field.Label>{label}</Field.Label>
      <Combobox
        autocomplete={{ type: 'list', filter: 'contains' }}
        value={chosen ? keyOf(chosen) : ''}
        placeholder={text('try.recordPlaceholder')}
        disabled={disabled}
        loading={isFetching}
        loadingMessage={text('try.loading')}
        noOptionsMessage={() => text(isError ? 'record.error' : 'try.noRecord')}
        clearLabel={text('try.recordClear')}
        onInputChange={(event: ChangeEvent<HTMLInputElement>) => onType(event.target.value)}
        onClear={() => {
          onType('');
          onChoose(null);
        }}
        onChange={(key?: string) => onChoose(offered.find((record) => keyOf(record) === key) ?? null)}
      >
        {offered.map((record) => (
          <ComboboxOption key={keyOf(record)} value={keyOf(record)} textValue={labelOf(record)}>
            {labelOf(record)}
          </ComboboxOption>
        ))}
      </Combobox>
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
};
