import {
  Box,
  Button,
  Flex,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
  Typography,
  VisuallyHidden,
} from '@strapi/design-system';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';

import type { Run, RunKind } from '../../../../shared/contracts';
import { useProblem } from '../../helpers/problem';
import { runBadge } from '../../helpers/run-display';
import { useTexts, type MessageKey } from '../../helpers/translation';
import { Duration } from '../common/Duration';
import { RunDetails } from './RunDetails';
import { StatusBadge } from '../status/StatusBadge';
import { TimeText, useAbsoluteTime } from '../common/TimeText';

const COLUMNS: MessageKey[] = [
  'history.kind',
  'history.status',
  'history.by',
  'history.records',
  'history.duration',
];

const WIDTH = '16rem';
const BELOW_WIDTH = '26rem';
const WRAP = { whiteSpace: 'normal', overflowWrap: 'anywhere' } as const;

/** A cell with a main line and, below it, a smaller one. */
const Cell = ({ children, below }: { children: ReactNode; below?: string | null }) => (
  <Td>
    <Flex direction="column" alignItems="flex-start" gap={1}>
      {children}
      {below && (
        <Typography variant="pi" textColor="neutral600" maxWidth={BELOW_WIDTH} style={WRAP}>
          {below}
        </Typography>
      )}
    </Flex>
  </Td>
);

const Line = ({ children }: { children: ReactNode }) => (
  <Typography textColor="neutral800" ellipsis maxWidth={WIDTH}>
    {children}
  </Typography>
);

const useRemark = () => {
  const text = useTexts();
  const problem = useProblem();
  return ({ error, warning, cancelledBy, status }: Run): string | null => {
    if (status === 'cancelled' && cancelledBy !== null)
      return text('history.cancelledBy', { name: cancelledBy });
    const first = error ?? warning;
    return first && problem(first);
  };
};

const Row = ({ run }: { run: Run }) => {
  const text = useTexts();
  const remark = useRemark();
  const { formatNumber } = useIntl();
  const time = useAbsoluteTime()(run.startedAt);
  const { tone, key } = runBadge(run);
  const { total, ...records } = run.records;
  const counts: Record<RunKind, string | null> = {
    rebuild: text('history.counts', records),
    tag: text('history.tagged', { count: records.tagged }),
    rollback: null,
  };
  return (
    <Tr>
      <Td>
        <Box paddingTop={2} paddingBottom={2}>
          <Typography textColor="neutral800" fontWeight="bold">
            {text(`kind.${run.kind}`)}
          </Typography>
          <TimeText iso={run.startedAt} />
        </Box>
      </Td>
      <Cell below={remark(run)}>
        <StatusBadge tone={tone} label={text(key)} />
      </Cell>
      <Cell below={text(`trigger.${run.trigger}`)}>
        <Line>{run.startedBy ?? text('fact.schedule')}</Line>
      </Cell>
      <Cell below={counts[run.kind]}>
        <Line>{total === null ? text('fact.none') : formatNumber(total)}</Line>
      </Cell>
      <Cell>
        <Line>
          <Duration milliseconds={run.durationMs} />
        </Line>
      </Cell>
      <Td>
        <RunDetails id={run.id}>
          <Button variant="tertiary" size="S" aria-label={text('history.detailsOf', { time })}>
            {text('history.details')}
          </Button>
        </RunDetails>
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
          {COLUMNS.map((heading) => (
            <Th key={heading}>
              <Typography variant="sigma" textColor="neutral600">
                {text(heading)}
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
