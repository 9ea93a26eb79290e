import { Box, Flex, Table, Tbody, Tr, Typography } from '@strapi/design-system';
import { useId } from 'react';
import { useIntl } from 'react-intl';

import type { Replica } from '../../../../shared/contracts';
import { sentenceKeyOf } from '../../helpers/problem';
import { replicaState } from '../../helpers/replica-state';
import { useTexts, type MessageKey } from '../../helpers/translation';
import { Cell, CellText, TableHead, type RowPlace } from '../common/TableParts';
import { TimeText } from '../common/TimeText';
import { StatusBadge } from './StatusBadge';

const COLUMNS: MessageKey[] = ['servers.name', 'servers.state', 'servers.overlay', 'servers.heard'];

const Row = ({ replica, ...place }: RowPlace & { replica: Replica }) => {
  const text = useTexts();
  const { formatNumber } = useIntl();
  const { name, self, problem, overlay, seenAt } = replica;
  const { tone, label } = replicaState(replica);
  const sentence = problem === null ? null : sentenceKeyOf(problem);
  return (
    <Tr {...place}>
      <Cell below={self ? text('servers.self') : null}>
        <CellText>{name}</CellText>
      </Cell>
      <Cell note={sentence && text(sentence)}>
        <StatusBadge tone={tone} label={text(label)} />
      </Cell>
      <Cell>
        <CellText>{formatNumber(overlay)}</CellText>
      </Cell>
      <Cell>
        <TimeText iso={seenAt} />
      </Cell>
    </Tr>
  );
};

/** The Strapi processes that answer searches; nothing to tell while there is one alone. */
export const Servers = ({ replicas }: { replicas: Replica[] }) => {
  const text = useTexts();
  const id = useId();
  if (replicas.length < 2) return null;
  return (
    <Flex tag="section" aria-labelledby={id} direction="column" alignItems="stretch" gap={4}>
      <Box>
        <Typography variant="delta" tag="h2" id={id}>
          {text('servers.heading')}
        </Typography>
        <Typography tag="p" textColor="neutral600">
          {text('servers.explanation')}
        </Typography>
      </Box>
      <Table colCount={COLUMNS.length} rowCount={replicas.length + 1}>
        <TableHead columns={COLUMNS} />
        <Tbody>
          {replicas.map((replica) => (
            <Row key={replica.id} replica={replica} />
          ))}
        </Tbody>
      </Table>
    </Flex>
  );
};
