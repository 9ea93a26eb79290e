import { Box, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

import { useTexts, type MessageKey } from '../../helpers/translation';

const WRAP = { whiteSpace: 'normal', overflowWrap: 'anywhere' } as const;

/** Where the table is wider than the screen, columns become as narrow as their words: too narrow for a sentence. */
const SENTENCE = { whiteSpace: 'normal', minWidth: '18rem', maxWidth: '36rem' } as const;

/** Text of a cell that may be long: it wraps instead of being cut off. */
export const CellText = ({ children }: { children: ReactNode }) => (
  <Typography tag="p" textColor="neutral800" style={WRAP}>
    {children}
  </Typography>
);

type CellProps = {
  children: ReactNode;
  /** A smaller line below. */
  below?: string;
  /** A smaller sentence below that. */
  note?: string | null;
};

export const Cell = ({ children, below, note }: CellProps) => (
  <Td>
    <Box paddingTop={2} paddingBottom={2}>
      {children}
      {below && (
        <Typography tag="p" variant="pi" textColor="neutral600" style={WRAP}>
          {below}
        </Typography>
      )}
      {note && (
        <Typography tag="p" variant="pi" textColor="neutral600" style={SENTENCE}>
          {note}
        </Typography>
      )}
    </Box>
  </Td>
);

/** The row of headings of a table. */
export const TableHead = ({ columns }: { columns: readonly MessageKey[] }) => {
  const text = useTexts();
  return (
    <Thead>
      <Tr>
        {columns.map((key) => (
          <Th key={key}>
            <Typography variant="sigma" textColor="neutral600">
              {text(key)}
            </Typography>
          </Th>
        ))}
      </Tr>
    </Thead>
  );
};
