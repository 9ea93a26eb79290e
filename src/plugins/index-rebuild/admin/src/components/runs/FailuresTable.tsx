import { Table, Tbody, Tr } from '@strapi/design-system';

import type { ListedFailure } from '../../../../shared/contracts';
import { useProblem } from '../../helpers/problem';
import { ServerText } from '../common/ServerText';
import { Cell, CellText, TableHead, type RowPlace } from '../common/TableParts';

const Row = ({ failure, ...place }: RowPlace & { failure: ListedFailure }) => {
  const { label, documentId, locale, name, code } = failure;
  const { sentence, detail } = useProblem()(failure);
  return (
    <Tr {...place}>
      <Cell below={[label, name === null ? null : documentId, locale].filter(Boolean).join(', ')}>
        <CellText>{name ?? documentId}</CellText>
      </Cell>
      <Cell below={code}>
        <CellText>{sentence}</CellText>
        {detail !== null && <ServerText>{detail}</ServerText>}
      </Cell>
    </Tr>
  );
};

export const FailuresTable = ({ failures, headingId }: { failures: ListedFailure[]; headingId: string }) => (
  <Table colCount={2} rowCount={failures.length + 1} aria-labelledby={headingId}>
    <TableHead columns={['details.record', 'details.reason']} />
    <Tbody>
      {failures.map((failure) => (
        <Row key={`${failure.uid}:${failure.documentId}:${failure.locale}`} failure={failure} />
      ))}
    </Tbody>
  </Table>
);
