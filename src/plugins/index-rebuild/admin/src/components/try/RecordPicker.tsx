import { useState } from 'react';

import type { TryOptions, TryRecordRef } from '../../../../shared/contracts';
import { useFindTryRecordsQuery } from '../../api/index-rebuild';
import { recordsUrl } from '../../helpers/try/request';
import { useTexts } from '../../helpers/translation';
import { useAfterPause } from '../../hooks/useAfterPause';
import { RecordCombobox } from '../records/RecordCombobox';

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
  const { data = [], isFetching, isError } = useFindTryRecordsQuery(recordsUrl(name, locale));
  return (
    <RecordCombobox
      {...{ sources, isFetching, isError, chosen, onChoose }}
      label={text('try.record')}
      hint={text('try.recordHint')}
      records={data}
      onType={setTyped}
    />
  );
};
