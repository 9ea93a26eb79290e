import { Box, Flex, Tag, Typography } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { useEffect, useRef } from 'react';

import type { TryRecordRef } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';
import { ChooseRecord } from './ChooseRecord';
import { nameOf, type RecordComboboxProps } from './RecordCombobox';

type ChooseRecordsProps = Pick<RecordComboboxProps, 'label' | 'hint' | 'error' | 'required' | 'disabled'> & {
  locale?: string | null;
  uid?: string;
  chosen: readonly TryRecordRef[];
  onChange: (records: TryRecordRef[]) => void;
};

/** Finds several records of one content type, one after the other. */
export const ChooseRecords = ({ chosen, onChange, uid, disabled, ...props }: ChooseRecordsProps) => {
  const text = useTexts();
  const search = useRef<HTMLDivElement>(null);
  const hasChanged = useRef(false);
  const change = (records: TryRecordRef[]): void => {
    hasChanged.current = true;
    onChange(records);
  };
  // What had the focus, the combobox or a record, is gone then.
  useEffect(() => {
    if (hasChanged.current) search.current?.querySelector('input')?.focus();
    hasChanged.current = false;
  }, [chosen.length]);
  const without = (gone: TryRecordRef): TryRecordRef[] => chosen.filter((record) => record !== gone);
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Box ref={search}>
        <ChooseRecord
          // A new one for each record: it keeps what was typed.
          key={chosen.length}
          {...{ ...props, disabled, without: chosen }}
          uid={chosen[0]?.uid ?? uid}
          chosen={null}
          onChoose={(record) => record && change([...chosen, record])}
        />
      </Box>
      {chosen.length > 0 && (
        <Flex tag="ul" gap={2} wrap="wrap" aria-label={text('record.chosen')}>
          {chosen.map((record) => (
            <li key={record.documentId}>
              <Tag
                icon={<Cross aria-hidden />}
                label={text('record.remove', { name: nameOf(record) })}
                disabled={disabled}
                onClick={() => change(without(record))}
              >
                <Typography>{nameOf(record)}</Typography>
              </Tag>
            </li>
          ))}
        </Flex>
      )}
    </Flex>
  );
};
