import { Flex, Typography } from '@strapi/design-system';
import { useId, type ReactNode } from 'react';

type PartProps = {
  heading: string;
  /** Beside the heading. */
  badge?: ReactNode;
  children: ReactNode;
};

/** One of the two parts of the status. */
export const Part = ({ heading, badge, children }: PartProps) => {
  const id = useId();
  return (
    <Flex
      role="group"
      aria-labelledby={id}
      direction="column"
      alignItems="stretch"
      gap={5}
      minWidth={0}
      flex="1"
    >
      <Flex gap={3} alignItems="center" wrap="wrap" minHeight="3rem">
        <Typography variant="delta" tag="h3" id={id}>
          {heading}
        </Typography>
        {badge}
      </Flex>
      {children}
    </Flex>
  );
};
