import { Typography } from '@strapi/design-system';

/** A message of the server below the page's own sentence; it is in English whatever the page's language. */
export const ServerText = ({ children }: { children: string }) => (
  <Typography tag="p" variant="pi" lang="en" textColor="neutral700" style={{ overflowWrap: 'break-word' }}>
    {children}
  </Typography>
);
