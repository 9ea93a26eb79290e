import { Box, Td, Th, Thead, Tr, Typography, VisuallyHidden } from '@strapi/design-system';
import type { ComponentProps, KeyboardEvent, ReactNode } from 'react';
import { css, styled } from 'styled-components';

import { useTexts, type MessageKey } from '../../helpers/translation';

/** Words are never broken: a table that is wider than the screen scrolls. */
const WRAP = { whiteSpace: 'normal' } as const;

/** Columns become as narrow as their words: too narrow for a sentence. */
const SENTENCE = { whiteSpace: 'normal', minWidth: '18rem', maxWidth: '36rem' } as const;

/**
 * What the design system's table gives each row and cell: their place in it. A row or cell that does not
 * hand it on cannot be reached with the arrow keys.
 */
export type RowPlace = { 'aria-rowindex'?: number };
type CellPlace = Pick<ComponentProps<typeof Td>, 'coords' | 'aria-colindex'>;

/** Text of a cell that may be long: it wraps instead of being cut off. */
export const CellText = ({ children }: { children: ReactNode }) => (
  <Typography tag="p" textColor="neutral800" style={WRAP}>
    {children}
  </Typography>
);

/**
 * What is opened from a cell, a dialog or a menu, stands elsewhere on the page, but its keys pass through the cell:
 * the table would take the arrow keys that were pressed there for steps between its cells. Escape, which closes what
 * was opened, goes on.
 */
const keepForeignKeys = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.key !== 'Escape' && !event.currentTarget.contains(event.target as Node)) event.stopPropagation();
};

type CellProps = CellPlace & {
  children: ReactNode;
  /** A smaller line below. */
  below?: string | null;
  /** A smaller sentence below. */
  note?: string | null;
};

export const Cell = ({ children, below, note, ...place }: CellProps) => (
  <Td {...place}>
    <Box paddingTop={2} paddingBottom={2} onKeyDown={keepForeignKeys}>
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

/**
 * Stays at the edge while the columns before it scroll, covers them up to the table's own edge, and lets them
 * fade before it. Not with a shadow: cells whose borders collapse have none.
 */
const atTheEdge = css`
  position: sticky;
  right: 0;
  background: ${({ theme }) => theme.colors.neutral0};

  &::before,
  &::after {
    content: '';
    position: absolute;
    top: 0;
    bottom: 0;
    pointer-events: none;
  }

  &::before {
    right: 100%;
    width: ${({ theme }) => theme.spaces[4]};
    background: ${({ theme }) => `linear-gradient(to left, ${theme.colors.neutral0}, transparent)`};
  }

  &::after {
    left: 100%;
    width: ${({ theme }) => theme.spaces[6]};
    background: ${({ theme }) => theme.colors.neutral0};
  }
`;

const StickyTd = styled(Td)`
  ${atTheEdge}
`;

const StickyTh = styled(Th)`
  ${atTheEdge}
`;

/** The last cell of a row, with what can be done about it. */
export const ActionCell = ({ children, ...place }: CellPlace & { children: ReactNode }) => (
  <StickyTd {...place}>
    <Box onKeyDown={keepForeignKeys}>{children}</Box>
  </StickyTd>
);

type TableHeadProps = {
  columns: readonly MessageKey[];
  /** The last column, with actions; a hidden heading is for screen readers. */
  actions?: { heading: MessageKey; hidden?: boolean };
};

/** The row of headings of a table. */
export const TableHead = ({ columns, actions }: TableHeadProps) => {
  const text = useTexts();
  const heading = (key: MessageKey) => (
    <Typography variant="sigma" textColor="neutral600">
      {text(key)}
    </Typography>
  );
  return (
    <Thead>
      <Tr>
        {columns.map((key) => (
          <Th key={key}>{heading(key)}</Th>
        ))}
        {actions && (
          <StickyTh>
            {actions.hidden ? (
              <VisuallyHidden>{text(actions.heading)}</VisuallyHidden>
            ) : (
              heading(actions.heading)
            )}
          </StickyTh>
        )}
      </Tr>
    </Thead>
  );
};
