import { Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

type TryPanelProps = { id: string; title: string; hint: string; children: ReactNode };

/** A part of the tab with a heading, and a sentence that says what it is for. */
export const TryPanel = ({ id, title, hint, children }: TryPanelProps) => (
  <Flex
    tag="section"
    aria-labelledby={id}
    direction="column"
    alignItems="stretch"
    gap={5}
    padding={6}
    background="neutral0"
    shadow="tableShadow"
    hasRadius
  >
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Typography variant="beta" tag="h2" id={id}>
        {title}
      </Typography>
      <Typography textColor="neutral600">{hint}</Typography>
    </Flex>
    {children}
  </Flex>
);
