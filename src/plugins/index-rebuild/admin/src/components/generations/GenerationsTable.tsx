import { Box, Flex, Table, Tbody, Td, TextButton, Tr, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { Generation } from '../../../../shared/contracts';
import { sizeParts } from '../../helpers/size';
import { useTexts, type MessageKey } from '../../helpers/translation';
import { TableHead } from '../common/TableParts';
import { Restore } from './Restore';
import { RunDetails } from '../runs/RunDetails';
import { StatusBadge } from '../status/StatusBadge';
import { TimeText, useAbsoluteTime } from '../common/TimeText';

const COLUMNS: MessageKey[] = [
  'generations.made',
  'generations.records',
  'generations.model',
  'generations.size',
  'generations.run',
  'generations.use',
];

type Use = {
  canRebuild: boolean;
  running: boolean;
  /** Id of the text that says why nothing can be made live while a run is active. */
  busyText: string;
};

const useSize = () => {
  const { formatNumber } = useIntl();
  return (bytes: number): string => {
    const { value, unit } = sizeParts(bytes);
    return formatNumber(value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 });
  };
};

const Row = ({ generation, use }: { generation: Generation; use: Use }) => {
  const text = useTexts();
  const { formatNumber } = useIntl();
  const size = useSize();
  const time = useAbsoluteTime()(generation.createdAt);
  const { live, createdAt, records, currentSpec, model, bytes, run } = generation;
  return (
    <Tr>
      <Td>
        <Box paddingTop={2} paddingBottom={2}>
          <TimeText iso={createdAt} />
          <Typography variant="pi" textColor="neutral600">
            {generation.id}
          </Typography>
        </Box>
      </Td>
      <Td>
        <Typography textColor="neutral800">{formatNumber(records)}</Typography>
      </Td>
      <Td>
        <Flex direction="column" alignItems="flex-start" maxWidth="24rem" paddingTop={2} paddingBottom={2}>
          <Typography textColor="neutral800" style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }}>
            {model}
          </Typography>
          {!currentSpec && (
            <Typography variant="pi" textColor="warning700">
              {text('generations.olderSpec')}
            </Typography>
          )}
        </Flex>
      </Td>
      <Td>
        <Typography textColor="neutral800">{size(bytes)}</Typography>
      </Td>
      <Td>
        <RunDetails id={run}>
          <TextButton aria-label={text('generations.runOf', { time })}>
            {text('generations.showRun')}
          </TextButton>
        </RunDetails>
      </Td>
      <Td>
        {live && <StatusBadge tone="success" label={text('generations.live')} />}
        {!live && use.canRebuild && (
          <Restore
            generation={generation}
            disabled={use.running}
            describedBy={use.running ? use.busyText : undefined}
          />
        )}
      </Td>
    </Tr>
  );
};

/** The generations that are kept, the latest first. */
export const GenerationsTable = ({ generations, ...use }: Use & { generations: Generation[] }) => (
  <Table
    colCount={COLUMNS.length}
    rowCount={generations.length + 1}
    aria-labelledby="index-generations-heading"
  >
    <TableHead columns={COLUMNS} />
    <Tbody>
      {generations.map((generation) => (
        <Row key={generation.id} generation={generation} use={use} />
      ))}
    </Tbody>
  </Table>
);
