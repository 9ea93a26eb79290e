import { Box, Flex, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import { useId, type ReactNode } from 'react';

type NoticeProps = {
  tone: 'danger' | 'warning' | 'primary';
  title: string;
  /** Small print and actions below the message, or what stands in its place. */
  children?: ReactNode;
  message?: string;
  /** Whether screen readers announce it as soon as it appears. */
  urgent?: boolean;
};

/**
 * A problem or a fact that the user should know of. It stays, so unlike the design system's alert it has
 * no close button.
 */
export const Notice = ({ tone, title, message, urgent = false, children }: NoticeProps) => {
  const id = useId();
  return (
    <Flex
      alignItems="flex-start"
      gap={3}
      padding={4}
      hasRadius
      background={`${tone}100`}
      borderColor={`${tone}200`}
      role={urgent ? 'alert' : 'group'}
      aria-labelledby={id}
    >
      <Box shrink={0} paddingTop={1}>
        <WarningCircle aria-hidden width="1.6rem" height="1.6rem" fill={`${tone}700`} />
      </Box>
      <Flex direction="column" alignItems="flex-start" gap={2} minWidth={0}>
        <Typography tag="p" id={id} fontWeight="bold" textColor="neutral800">
          {title}
        </Typography>
        {message && (
          <Typography tag="p" textColor="neutral800" style={{ overflowWrap: 'break-word' }}>
            {message}
          </Typography>
        )}
        {children}
      </Flex>
    </Flex>
  );
};
