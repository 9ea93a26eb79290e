import { Button, Table, Tbody, Tr, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { Run, RunKind } from '../../../../shared/contracts';
import { useProblem } from '../../helpers/problem';
import { runBadge } from '../../helpers/run-display';
import { useTexts, type MessageKey } from '../../helpers/translation';
import { Duration } from '../common/Duration';
import { ActionCell, Cell, CellText, TableHead, type RowPlace } from '../common/TableParts';
import { TimeText, useAbsoluteTime } from '../common/TimeText';
import { StatusBadge } from '../status/StatusBadge';
import { RunDetails } from './RunDetails';

const COLUMNS: MessageKey[] = [
  'history.kind',
  'history.status',
  'history.by',
  'history.records',
  'history.duration',
];

const useRemark = () => {
  const text = useTexts();
  const problem = useProblem();
  return ({ error, warning, cancelledBy, status }: Run): string | null => {
    if (status === 'cancelled' && cancelledBy !== null)
      return text('history.cancelledBy', { name: cancelledBy });
    const first = error ?? warning;
    return first && problem(first).sentence;
  };
};

const useCounts = () => {
  const text = useTexts();
  return ({ kind, records: { embedded, reused, failed, tagged } }: Run): string | null => {
    const counts: Record<RunKind, string | null> = {
      rebuild: text('history.counts', { embedded, reused, failed }),
      tag: text('history.tagged', { count: tagged }),
      rollback: null,
    };
    return counts[kind];
  };
};

const Row = ({ run, ...place }: RowPlace & { run: Run }) => {
  const text = useTexts();
  const remark = useRemark();
  const counts = useCounts();
  const { formatNumber } = useIntl();
  const time = useAbsoluteTime()(run.startedAt);
  const { tone, key } = runBadge(run);
  const { total } = run.records;
  return (
    <Tr {...place}>
      <Cell>
        <Typography textColor="neutral800" fontWeight="bold">
          {text(`kind.${run.kind}`)}
        </Typography>
        <TimeText iso={run.startedAt} />
      </Cell>
      <Cell note={remark(run)}>
        <StatusBadge tone={tone} label={text(key)} />
      </Cell>
      <Cell below={text(`trigger.${run.trigger}`)}>
        <CellText>{run.startedBy ?? text('fact.schedule')}</CellText>
      </Cell>
      <Cell note={counts(run)}>
        <CellText>{total === null ? text('fact.none') : formatNumber(total)}</CellText>
      </Cell>
      <Cell>
        <CellText>
          <Duration milliseconds={run.durationMs} />
        </CellText>
      </Cell>
      <ActionCell>
        <RunDetails id={run.id}>
          <Button variant="tertiary" size="S" aria-label={text('history.detailsOf', { time })}>
            {text('history.details')}
          </Button>
        </RunDetails>
      </ActionCell>
    </Tr>
  );
};

/** The runs in the order that the server gives them. */
export const HistoryTable = ({ runs }: { runs: Run[] }) => (
  <Table colCount={COLUMNS.length + 1} rowCount={runs.length + 1} aria-labelledby="index-history-heading">
    <TableHead columns={COLUMNS} actions={{ heading: 'history.details', hidden: true }} />
    <Tbody>
      {runs.map((run) => (
        <Row key={run.id} run={run} />
      ))}
    </Tbody>
  </Table>
);
