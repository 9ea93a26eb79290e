import { Flex, Status, Typography } from '@strapi/design-system';
import { ArrowClockwise, CheckCircle, Clock, CrossCircle, WarningCircle } from '@strapi/icons';

import type { Tone } from '../../helpers/run-display';

export const TONE_ICONS = {
  neutral: Clock,
  primary: ArrowClockwise,
  success: CheckCircle,
  danger: CrossCircle,
  warning: WarningCircle,
};

/**
 * A state as colour, icon and word. The word has the colour of text: the tone's own is too faint on
 * its background.
 */
export const StatusBadge = ({ tone, label }: { tone: Tone; label: string }) => {
  const Icon = TONE_ICONS[tone];
  return (
    <Status variant={tone} size="S" width="fit-content">
      <Flex gap={1} alignItems="center">
        <Icon aria-hidden width="1.2rem" height="1.2rem" fill={`${tone}600`} />
        <Typography tag="span" variant="omega" fontWeight="bold" textColor="neutral800">
          {label}
        </Typography>
      </Flex>
    </Status>
  );
};
