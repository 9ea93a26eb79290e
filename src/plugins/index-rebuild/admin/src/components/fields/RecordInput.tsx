import { ChooseRecord } from '../records/ChooseRecord';
import type { FieldProps } from './field-props';
import { useNamed, useSourceOf } from './useNamed';

/** Chooses a record by its name; what is stored is its document id. */
export const RecordInput = ({ name, value, onChange, ...props }: FieldProps) => {
  const { uid, locale, named } = useNamed(value ? [value] : []);
  const setSource = useSourceOf();
  const { label, hint, error, required, disabled } = props;
  return (
    <ChooseRecord
      {...{ label, hint, error, required, disabled, uid, locale }}
      chosen={named[0] ?? null}
      onChoose={(record) => {
        onChange(name, record?.documentId ?? null);
        if (record) setSource(record);
      }}
    />
  );
};
