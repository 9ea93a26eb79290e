import { Box, Table, Tbody, TextButton, Tr, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { Generation } from '../../../../shared/contracts';
import { sizeParts } from '../../helpers/size';
import { useTexts, type MessageKey } from '../../helpers/translation';
import { ActionCell, Cell, CellText, TableHead, type RowPlace } from '../common/TableParts';
import { Restore } from './Restore';
import { TryLink } from './TryLink';
import { RunDetails } from '../runs/RunDetails';
import { StatusBadge } from '../status/StatusBadge';
import { TimeText, useAbsoluteTime } from '../common/TimeText';

const COLUMNS: MessageKey[] = [
  'generations.created',
  'generations.records',
  'generations.size',
  'generations.createdBy',
];

type Actions = {
  canRebuild: boolean;
  /** Whether the signed-in user may try search. */
  canTry: boolean;
  running: boolean;
  /** Ids of the texts that say why no version can be restored while a run is active, or one out of reach. */
  busyText: string;
  unreachableText: string;
};

const useSize = () => {
  const { formatNumber } = useIntl();
  return (bytes: number): string => {
    const { value, unit } = sizeParts(bytes);
    return formatNumber(value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 });
  };
};

/** What is different about a version, in a few words. */
const Remark = ({ words }: { words: string }) => (
  <Typography tag="p" variant="pi" textColor="neutral800" fontWeight="bold">
    {words}
  </Typography>
);

/** Why it cannot be restored now: the ids of the texts, none if it can be. */
const reasonsOf = ({ problem }: Generation, { running, busyText, unreachableText }: Actions): string[] => [
  ...(running ? [busyText] : []),
  ...(problem ? [unreachableText] : []),
];

const Row = ({ generation, actions, ...place }: RowPlace & { generation: Generation; actions: Actions }) => {
  const text = useTexts();
  const { formatNumber } = useIntl();
  const size = useSize();
  const time = useAbsoluteTime()(generation.createdAt);
  const { live, createdAt, records, currentSpec, bytes, run, problem } = generation;
  const reasons = reasonsOf(generation, actions);
  return (
    <Tr {...place}>
      <Cell>
        <TimeText iso={createdAt} />
        {!currentSpec && <Remark words={text('generations.olderSettings')} />}
        {problem && <Remark words={text('generations.unreachable')} />}
        {!live && !problem && actions.canTry && (
          <Box paddingTop={1}>
            <TryLink generation={generation} />
          </Box>
        )}
      </Cell>
      <Cell>
        <CellText>{formatNumber(records)}</CellText>
      </Cell>
      <Cell>
        <CellText>{size(bytes)}</CellText>
      </Cell>
      <Cell>
        <RunDetails id={run}>
          <TextButton aria-label={text('generations.runOf', { time })}>
            {text('generations.showRun')}
          </TextButton>
        </RunDetails>
      </Cell>
      <ActionCell>
        {live && <StatusBadge tone="success" label={text('generations.live')} />}
        {!live && actions.canRebuild && (
          <Restore
            generation={generation}
            disabled={reasons.length > 0}
            describedBy={reasons.length > 0 ? reasons.join(' ') : undefined}
          />
        )}
      </ActionCell>
    </Tr>
  );
};

/** The generations that are kept, newest first. */
export const GenerationsTable = ({ generations, ...actions }: Actions & { generations: Generation[] }) => (
  <Table
    colCount={COLUMNS.length + 1}
    rowCount={generations.length + 1}
    aria-labelledby="index-generations-heading"
  >
    <TableHead columns={COLUMNS} actions={{ heading: 'generations.status' }} />
    <Tbody>
      {generations.map((generation) => (
        <Row key={generation.id} generation={generation} actions={actions} />
      ))}
    </Tbody>
  </Table>
);
