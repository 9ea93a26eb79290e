import { ChooseRecords } from '../records/ChooseRecords';
import { idsIn } from '../../helpers/record-ids';
import type { FieldProps } from './field-props';
import { useNamed, useSourceOf } from './useNamed';

/** Chooses records by their names; what is stored are their document ids, separated by commas. */
export const RecordsInput = ({ name, value, onChange, ...props }: FieldProps) => {
  const { uid, locale, named } = useNamed(idsIn(value));
  const setSource = useSourceOf();
  const { label, hint, error, required, disabled } = props;
  return (
    <ChooseRecords
      {...{ label, hint, error, required, disabled, uid, locale }}
      chosen={named}
      onChange={(records) => {
        onChange(name, records.map(({ documentId }) => documentId).join(', ') || null);
        if (records.length > 0) setSource(records[0]);
      }}
    />
  );
};
