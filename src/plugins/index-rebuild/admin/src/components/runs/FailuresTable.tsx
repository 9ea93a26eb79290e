import { Table, Tbody, Tr } from '@strapi/design-system';

import type { RunFailure } from '../../../../shared/contracts';
import { Cell, CellText, TableHead } from '../common/TableParts';

const Row = ({ failure }: { failure: RunFailure }) => {
  const { documentId, locale, name, code, message } = failure;
  return (
    <Tr>
      <Cell below={[name === null ? null : documentId, locale].filter(Boolean).join(', ')}>
        <CellText>{name ?? documentId}</CellText>
      </Cell>
      <Cell below={code}>
        <CellText>{message}</CellText>
      </Cell>
    </Tr>
  );
};

export const FailuresTable = ({ failures, headingId }: { failures: RunFailure[]; headingId: string }) => (
  <Table colCount={2} rowCount={failures.length + 1} aria-labelledby={headingId}>
    <TableHead columns={['details.record', 'details.reason']} />
    <Tbody>
      {failures.map((failure) => (
        <Row key={`${failure.documentId}:${failure.locale}`} failure={failure} />
      ))}
    </Tbody>
  </Table>
);
