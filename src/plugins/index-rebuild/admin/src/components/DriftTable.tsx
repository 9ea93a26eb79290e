import { Box, Link, Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router-dom';

import type { DriftItem } from '../../../shared/contracts';
import { pathOf } from '../helpers/drift-display';
import { useTexts } from '../helpers/translation';
import { TimeText } from './TimeText';

const WRAP = { whiteSpace: 'normal', overflowWrap: 'anywhere' } as const;

const Cell = ({ children, below }: { children: ReactNode; below?: string }) => (
  <Td>
    <Box paddingTop={2} paddingBottom={2}>
      {children}
      {below && (
        <Typography tag="p" variant="pi" textColor="neutral600" style={WRAP}>
          {below}
        </Typography>
      )}
    </Box>
  </Td>
);

const Name = ({ item }: { item: DriftItem }) => {
  const text = useTexts();
  const name = item.name ?? item.documentId;
  const path = pathOf(item);
  if (path === null) {
    return (
      <Typography tag="p" textColor="neutral800" style={WRAP}>
        {name}
      </Typography>
    );
  }
  return (
    <Link tag={NavLink} to={path} aria-label={text('drift.open', { name })}>
      {name}
    </Link>
  );
};

const Row = ({ item }: { item: DriftItem }) => {
  const text = useTexts();
  return (
    <Tr>
      <Cell below={item.locale ?? undefined}>
        <Name item={item} />
      </Cell>
      <Cell below={text(`driftCause.${item.cause}`)}>
        <Typography tag="p" textColor="neutral800">
          {text(`driftKind.${item.kind}`)}
        </Typography>
      </Cell>
      <Cell>
        <TimeText iso={item.since} />
      </Cell>
    </Tr>
  );
};

/** The records that differ from the live index, each with the way to it. */
export const DriftTable = ({ items, headingId }: { items: DriftItem[]; headingId: string }) => {
  const text = useTexts();
  return (
    <Table colCount={3} rowCount={items.length + 1} aria-labelledby={headingId}>
      <Thead>
        <Tr>
          {(['drift.record', 'drift.what', 'drift.when'] as const).map((key) => (
            <Th key={key}>
              <Typography variant="sigma" textColor="neutral600">
                {text(key)}
              </Typography>
            </Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {items.map((item) => (
          <Row key={`${item.documentId}:${item.locale}`} item={item} />
        ))}
      </Tbody>
    </Table>
  );
};
