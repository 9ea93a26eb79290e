import { Button, EmptyStateLayout, Flex, Table, Tbody, Tr, Typography } from '@strapi/design-system';
import { useState } from 'react';

import { SETTINGS_SECTIONS } from '../../../../shared/constants';
import type { SettingsChange } from '../../../../shared/contracts';
import { useListSettingsChangesQuery } from '../../api/settings';
import { useValueText } from '../../helpers/settings/texts';
import { useTexts, type MessageKey } from '../../helpers/translation';
import { Pager } from '../common/Pager';
import { Cell, CellText, TableHead, type RowPlace } from '../common/TableParts';
import { TimeText } from '../common/TimeText';

const COLUMNS: MessageKey[] = [
  'settings.when',
  'settings.who',
  'settings.setting',
  'settings.before',
  'settings.after',
];
const PAGE_SIZE = 10;
const HEADING = 'index-settings-changes';

const Row = ({ change, ...place }: RowPlace & { change: SettingsChange }) => {
  const text = useTexts();
  const valueText = useValueText();
  const { section, kind, at, by, before, after, note } = change;
  const known = SETTINGS_SECTIONS.find((one) => one === section);
  return (
    <Tr {...place}>
      <Cell>
        <TimeText iso={at} />
      </Cell>
      <Cell note={note}>
        <CellText>{by ?? text('settings.somebody')}</CellText>
      </Cell>
      <Cell below={kind === 'reset' ? text('settings.resetMark') : null}>
        <CellText>{known ? text(`settingsTitle.${known}`) : section}</CellText>
      </Cell>
      <Cell>
        <CellText>{valueText(section, before)}</CellText>
      </Cell>
      <Cell>
        <CellText>{valueText(section, after)}</CellText>
      </Cell>
    </Tr>
  );
};

/** Who changed what, the latest first. */
export const ChangesList = () => {
  const text = useTexts();
  const [page, setPage] = useState(1);
  const query = useListSettingsChangesQuery({ page, pageSize: PAGE_SIZE });
  const { currentData, isError, refetch } = query;
  const isLost = !currentData && isError;
  const data = isLost ? undefined : query.data;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Typography variant="beta" tag="h2" id={HEADING}>
        {text('settings.changes')}
      </Typography>
      {isLost && (
        <EmptyStateLayout
          content={text('settings.changesError')}
          action={<Button onClick={() => void refetch()}>{text('status.retry')}</Button>}
        />
      )}
      {data && data.data.length === 0 && <EmptyStateLayout content={text('settings.noChanges')} />}
      {data && data.data.length > 0 && (
        <>
          <Table colCount={COLUMNS.length} rowCount={data.data.length + 1} aria-labelledby={HEADING}>
            <TableHead columns={COLUMNS} />
            <Tbody>
              {data.data.map((change) => (
                <Row key={change.id} change={change} />
              ))}
            </Tbody>
          </Table>
          <Pager pagination={data.meta.pagination} onPage={setPage} />
        </>
      )}
    </Flex>
  );
};
