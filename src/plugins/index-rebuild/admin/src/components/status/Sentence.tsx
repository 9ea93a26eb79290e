import { Box, Flex, Typography } from '@strapi/design-system';

import type { Status } from '../../../../shared/contracts';
import { STATUS_TEXT_ID } from '../../helpers/focus-status';
import { summaryOf } from '../../helpers/search-summary';
import { useTexts } from '../../helpers/translation';
import { TONE_ICONS } from './StatusBadge';

/**
 * Whether search is all right. Every tab has this text: the heading of the overview, a line above the
 * others.
 */
export const Sentence = ({ status, heading = false }: { status: Status; heading?: boolean }) => {
  const text = useTexts();
  const { tone, key, count } = summaryOf(status);
  const Icon = TONE_ICONS[tone];
  return (
    <Flex
      alignItems="flex-start"
      gap={3}
      padding={heading ? 4 : 3}
      hasRadius
      background={`${tone}100`}
      borderColor={`${tone}200`}
    >
      <Box shrink={0} paddingTop={1}>
        <Icon aria-hidden width="1.6rem" height="1.6rem" fill={`${tone}600`} />
      </Box>
      <Typography
        id={STATUS_TEXT_ID}
        tabIndex={-1}
        tag={heading ? 'h2' : 'p'}
        variant={heading ? 'beta' : 'omega'}
        textColor="neutral800"
      >
        {text(key, { count })}
      </Typography>
    </Flex>
  );
};
