import { Box, Flex } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { styled } from 'styled-components';

import type { Status } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';
import { IndexPart } from './IndexPart';
import { OverlayNotice } from './OverlayNotice';
import { RunPart } from './RunPart';
import { Sentence } from './Sentence';

/** Side by side where there is room for both. */
const Parts = styled(Box)`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 36rem), 1fr));
  gap: ${({ theme }) => theme.spaces[8]};
`;

type StatusCardProps = {
  status: Status;
  /** What can be done about the error of the latest run. */
  errorAction?: ReactNode;
  /** Where the next rebuild can be changed. */
  settingsLink?: ReactNode;
};

/** Whether search is all right; what it uses, and what was run last. */
export const StatusCard = ({ status, errorAction = null, settingsLink = null }: StatusCardProps) => {
  const text = useTexts();
  return (
    <Box
      tag="section"
      aria-label={text('status.heading')}
      background="neutral0"
      shadow="tableShadow"
      hasRadius
      padding={{ initial: 4, medium: 6 }}
    >
      <Flex direction="column" alignItems="stretch" gap={6}>
        <Sentence status={status} heading />
        <OverlayNotice status={status} />
        <Parts>
          <IndexPart status={status} />
          <RunPart status={status} action={errorAction} settingsLink={settingsLink} />
        </Parts>
      </Flex>
    </Box>
  );
};
