import { Combobox, ComboboxOption, Field } from '@strapi/design-system';
import { useEffect, useState, type ChangeEvent } from 'react';

import type { TryOptions, TryRecordRef } from '../../../../shared/contracts';
import { useFindTryRecordsQuery } from '../../api/index-rebuild';
import { recordsUrl } from '../../helpers/try/request';
import { useTexts } from '../../helpers/translation';

/** Nobody types slower than this between two letters of one word. */
const PAUSE_MS = 250;

/** What was typed last, once nothing has been typed for a while. */
const useAfterPause = (typed: string): string => {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
};

const keyOf = ({ uid, documentId }: TryRecordRef): string => `${uid}|${documentId}`;

type RecordPickerProps = {
  locale: string | null;
  sources: TryOptions['sources'];
  chosen: TryRecordRef | null;
  onChoose: (record: TryRecordRef | null) => void;
};

/** Finds a record of the sources by its name. */
export const RecordPicker = ({ locale, sources, chosen, onChoose }: RecordPickerProps) => {
  const text = useTexts();
  const [typed, setTyped] = useState('');
  const name = useAfterPause(typed);
  const { data = [], isFetching } = useFindTryRecordsQuery(recordsUrl(name, locale));
  const isKnown = chosen !== null && data.some((record) => keyOf(record) === keyOf(chosen));
  const offered = chosen === null || isKnown ? data : [chosen, ...data];
  const labelOf = (record: TryRecordRef): string => {
    const label = sources.find(({ uid }) => uid === record.uid)?.label ?? '';
    const shown = record.name ?? record.documentId;
    return sources.length > 1 ? `${shown} (${label})` : shown;
  };
  return (
    <Field.Root hint={text('try.recordHint')}>
      <Field.Label>{text('try.record')}</Field.Label>
      <Combobox
        autocomplete={{ type: 'list', filter: 'contains' }}
        value={chosen ? keyOf(chosen) : ''}
        placeholder={text('try.recordPlaceholder')}
        loading={isFetching}
        loadingMessage={text('try.loading')}
        noOptionsMessage={() => text('try.noRecord')}
        clearLabel={text('try.recordClear')}
        onInputChange={(event: ChangeEvent<HTMLInputElement>) => setTyped(event.target.value)}
        onClear={() => {
          setTyped('');
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
      <Field.Hint />
    </Field.Root>
  );
};
