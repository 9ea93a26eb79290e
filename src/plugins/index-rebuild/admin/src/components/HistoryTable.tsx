import { Flex, Table, Tbody, Td, Th, Thead, Tr, Typography, VisuallyHidden } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';

import type { Run } from '../../../shared/contracts';
import { RUN_TONES } from '../helpers/run-display';
import { useTexts, type MessageKey } from '../helpers/translation';
import { Duration } from './Duration';
import { RunDetails } from './RunDetails';
import { StatusBadge } from './StatusBadge';
import { TimeText } from './TimeText';

const COLUMNS: MessageKey[] = [
  'history.started',
  'history.status',
  'history.by',
  'history.experts',
  'history.counts',
  'history.duration',
];

const Cell = ({ children }: { children: ReactNode }) => (
  <Td>
    <Typography textColor="neutral800">{children}</Typography>
  </Td>
);

const Row = ({ run }: { run: Run }) => {
  const text = useTexts();
  const { formatNumber } = useIntl();
  const { total, embedded, reused, failed } = run.records;
  return (
    <Tr>
      <Td>
        <TimeText iso={run.startedAt} />
      </Td>
      <Td>
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <StatusBadge tone={RUN_TONES[run.status]} label={text(`run.${run.status}`)} />
          {run.error && (
            <Typography variant="pi" textColor="neutral600">
              {run.error.code}
            </Typography>
          )}
        </Flex>
      </Td>
      <Td>
        <Flex direction="column" alignItems="flex-start">
          <Typography textColor="neutral800" ellipsis maxWidth="20rem">
            {run.startedBy ?? text('fact.schedule')}
          </Typography>
          <Typography variant="pi" textColor="neutral600">
            {text(`trigger.${run.trigger}`)}
          </Typography>
        </Flex>
      </Td>
      <Cell>{total === null ? text('fact.none') : formatNumber(total)}</Cell>
      <Cell>{[embedded, reused, failed].map((count) => formatNumber(count)).join(' / ')}</Cell>
      <Cell>
        <Duration milliseconds={run.durationMs} />
      </Cell>
      <Td>
        <RunDetails run={run} />
      </Td>
    </Tr>
  );
};

export const HistoryTable = ({ runs }: { runs: Run[] }) => {
  const text = useTexts();
  return (
    <Table colCount={COLUMNS.length + 1} rowCount={runs.length + 1} aria-labelledby="index-history-heading">
      <Thead>
        <Tr>
          {COLUMNS.map((key) => (
            <Th key={key}>
              <Typography variant="sigma" textColor="neutral600">
                {text(key)}
              </Typography>
            </Th>
          ))}
          <Th>
            <VisuallyHidden>{text('history.details')}</VisuallyHidden>
          </Th>
        </Tr>
      </Thead>
      <Tbody>
        {runs.map((run) => (
          <Row key={run.id} run={run} />
        ))}
      </Tbody>
    </Table>
  );
};
