import { Box, Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

import { useTexts } from '../../helpers/translation';
import { EraseInsights } from './EraseInsights';

/** What an administrator adds to the settings. */
const SETTING = "'index-rebuild': { config: { insights: {} } }";

type InsightsOffProps = { stored: boolean; settingsLink: ReactNode };

/** That insights are off, how to turn them on, and what would be stored then. */
export const InsightsOff = ({ stored, settingsLink }: InsightsOffProps) => {
  const text = useTexts();
  return (
    <Box background="neutral0" shadow="tableShadow" hasRadius padding={6}>
      <Flex direction="column" alignItems="flex-start" gap={4}>
        <Typography variant="beta" tag="h2">
          {text('insights.off')}
        </Typography>
        {settingsLink}
        <Typography tag="p">{text('insights.turnOn')}</Typography>
        <Box
          tag="pre"
          background="neutral100"
          hasRadius
          padding={3}
          maxWidth="100%"
          overflow="auto"
          tabIndex={0}
        >
          <Typography tag="code" style={{ fontFamily: 'monospace' }}>
            {SETTING}
          </Typography>
        </Box>
        <Typography tag="p">{text('insights.whatIsStored')}</Typography>
        <Typography tag="p">{text('insights.whatIsNotStored')}</Typography>
        {stored && (
          <>
            <Typography tag="p" fontWeight="bold">
              {text('insights.left')}
            </Typography>
            <EraseInsights />
          </>
        )}
      </Flex>
    </Box>
  );
};
