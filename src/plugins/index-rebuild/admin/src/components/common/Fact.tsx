import { Box, Grid, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

/** Terms and their values. */
export const Facts = ({ children }: { children: ReactNode }) => (
  <Grid.Root tag="dl" gap={5} margin={0}>
    {children}
  </Grid.Root>
);

/** A term and its value; a wide one has a line to itself. */
export const Fact = ({
  label,
  wide = false,
  children,
}: {
  label: string;
  wide?: boolean;
  children: ReactNode;
}) => (
  <Grid.Item col={wide ? 12 : 4} s={wide ? 12 : 6} xs={12} direction="column" alignItems="flex-start">
    <Typography tag="dt" variant="sigma" textColor="neutral600">
      {label}
    </Typography>
    <Box tag="dd" margin={0} paddingTop={1} style={{ overflowWrap: 'anywhere' }}>
      {children}
    </Box>
  </Grid.Item>
);
