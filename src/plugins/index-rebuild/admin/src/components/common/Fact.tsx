import { Box, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { styled } from 'styled-components';

const List = styled.dl`
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, max(20rem, 28%)), 1fr));
  gap: ${({ theme }) => theme.spaces[5]};
  margin: 0;
`;

/** Terms and their values, in as many columns as there is room for. */
export const Facts = ({ children }: { children: ReactNode }) => <List>{children}</List>;

type FactProps = { label: string; wide?: boolean; children: ReactNode };

/** A term and its value; a wide one has a line to itself. */
export const Fact = ({ label, wide = false, children }: FactProps) => (
  <Box minWidth={0} style={wide ? { gridColumn: '1 / -1' } : undefined}>
    <Typography tag="dt" variant="sigma" textColor="neutral600">
      {label}
    </Typography>
    <Box tag="dd" margin={0} paddingTop={1} style={{ overflowWrap: 'break-word' }}>
      {children}
    </Box>
  </Box>
);
