import { Box, Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

import type { RunFailure } from '../../../shared/contracts';
import { useTexts } from '../helpers/translation';

const WRAP = { whiteSpace: 'normal', overflowWrap: 'anywhere' } as const;

const Cell = ({ children, below }: { children: ReactNode; below: string }) => (
  <Td>
    <Box paddingTop={2} paddingBottom={2}>
      <Typography tag="p" textColor="neutral800" style={WRAP}>
        {children}
      </Typography>
      <Typography tag="p" variant="pi" textColor="neutral600" style={WRAP}>
        {below}
      </Typography>
    </Box>
  </Td>
);

const Row = ({ failure }: { failure: RunFailure }) => {
  const { documentId, locale, name, code, message } = failure;
  return (
    <Tr>
      <Cell below={[name === null ? null : documentId, locale].filter(Boolean).join(', ')}>
        {name ?? documentId}
      </Cell>
      <Cell below={code}>{message}</Cell>
    </Tr>
  );
};

export const FailuresTable = ({ failures, headingId }: { failures: RunFailure[]; headingId: string }) => {
  const text = useTexts();
  return (
    <Table colCount={2} rowCount={failures.length + 1} aria-labelledby={headingId}>
      <Thead>
        <Tr>
          {(['details.record', 'details.reason'] as const).map((key) => (
            <Th key={key}>
              <Typography variant="sigma" textColor="neutral600">
                {text(key)}
              </Typography>
            </Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {failures.map((failure) => (
          <Row key={`${failure.documentId}:${failure.locale}`} failure={failure} />
        ))}
      </Tbody>
    </Table>
  );
};
