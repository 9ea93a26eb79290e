import { Box, Grid, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';

import type { Status } from '../../../shared/contracts';
import { useTexts } from '../helpers/translation';
import { TimeText } from './TimeText';

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <Grid.Item col={4} s={6} xs={12} direction="column" alignItems="flex-start">
    <Typography tag="dt" variant="sigma" textColor="neutral600">
      {label}
    </Typography>
    <Box tag="dd" margin={0} paddingTop={1} style={{ overflowWrap: 'anywhere' }}>
      {children}
    </Box>
  </Grid.Item>
);

/** What there is to know about the index, as a list of terms and values. */
export const StatusFacts = ({ status }: { status: Status }) => {
  const text = useTexts();
  const { formatNumber } = useIntl();
  const { lastRebuildAt, expertCountAtRebuild, startedAt, run, generation } = status;
  const none = <Typography textColor="neutral600">{text('fact.none')}</Typography>;
  return (
    <Grid.Root tag="dl" gap={5} margin={0}>
      <Fact label={text('fact.lastRebuild')}>
        {lastRebuildAt ? <TimeText iso={lastRebuildAt} /> : <Typography>{text('fact.never')}</Typography>}
      </Fact>
      <Fact label={text('fact.experts')}>
        {expertCountAtRebuild === null ? (
          none
        ) : (
          <Typography>{formatNumber(expertCountAtRebuild)}</Typography>
        )}
      </Fact>
      <Fact label={text('fact.generation')}>
        {generation ? <Typography>{generation}</Typography> : none}
      </Fact>
      <Fact label={text('fact.startedAt')}>{startedAt ? <TimeText iso={startedAt} /> : none}</Fact>
      <Fact label={text('fact.startedBy')}>
        {run ? (
          <Typography>
            {run.startedBy ?? text('fact.schedule')}, {text(`trigger.${run.trigger}`)}
          </Typography>
        ) : (
          none
        )}
      </Fact>
    </Grid.Root>
  );
};
