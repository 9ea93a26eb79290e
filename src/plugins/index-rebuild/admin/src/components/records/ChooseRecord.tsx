import { useState } from 'react';

import type { TryRecordRef } from '../../../../shared/contracts';
import { useFindRecordsQuery } from '../../api/suggestions';
import { choicesUrl } from '../../helpers/try/request';
import { useAfterPause } from '../../hooks/useAfterPause';
import { RecordCombobox, type RecordComboboxProps } from './RecordCombobox';

type ChooseRecordProps = Pick<
  RecordComboboxProps,
  'label' | 'hint' | 'error' | 'required' | 'disabled' | 'chosen' | 'onChoose'
> & {
  locale?: string | null;
  /** Only records of this content type. */
  uid?: string;
  /** Those that have been chosen already. */
  without?: readonly TryRecordRef[];
};

/** Finds a record that the signed-in user may read. */
export const ChooseRecord = ({ locale, uid, without = [], ...props }: ChooseRecordProps) => {
  const [typed, setTyped] = useState('');
  const name = useAfterPause(typed);
  const { data, isFetching, isError } = useFindRecordsQuery(choicesUrl({ name, locale, uid }));
  const isFree = ({ documentId }: TryRecordRef): boolean =>
    !without.some((record) => record.documentId === documentId);
  return (
    <RecordCombobox
      {...props}
      records={(data?.data ?? []).filter(isFree)}
      sources={data?.meta.sources ?? []}
      {...{ isFetching, isError }}
      onType={setTyped}
    />
  );
};
