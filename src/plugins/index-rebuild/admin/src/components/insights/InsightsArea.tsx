import { Box, Button, EmptyStateLayout, Flex, Loader, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

import type { InsightPeriod } from '../../../../shared/constants';
import type { InsightsOn } from '../../../../shared/contracts';
import { useGetInsightsQuery } from '../../api/index-rebuild';
import { useTexts } from '../../helpers/translation';
import type { MaySteer } from '../../hooks/useMaySteer';
import { EraseInsights } from './EraseInsights';
import { InsightsOff } from './InsightsOff';
import { InsightTotalsFacts } from './InsightTotalsFacts';
import { PeriodSwitch } from './PeriodSwitch';
import { QueryList } from './QueryList';
import { TrendChart } from './TrendChart';

type InsightsAreaProps = {
  days: InsightPeriod;
  onDays: (days: InsightPeriod) => void;
  /** Whether each query links to "Try search". */
  canTry: boolean;
  /** Where insights can be turned on. */
  settingsLink?: ReactNode;
  /** What may be done about queries. */
  may: MaySteer;
};

const Numbers = ({ insights }: { insights: InsightsOn }) => (
  <Box background="neutral0" shadow="tableShadow" hasRadius padding={6}>
    <Flex direction="column" alignItems="stretch" gap={6}>
      <InsightTotalsFacts totals={insights.totals} />
      <TrendChart days={insights.days} />
    </Flex>
  </Box>
);

const Content = ({
  insights,
  days,
  canTry,
  may,
}: { insights: InsightsOn } & Pick<InsightsAreaProps, 'days' | 'canTry' | 'may'>) => {
  const text = useTexts();
  const { totals, minCount } = insights;
  if (totals.searches + totals.refused === 0) return <EmptyStateLayout content={text('insights.empty')} />;
  // A list of its own for each period, which begins on its first page.
  return (
    <>
      <Numbers insights={insights} />
      <QueryList key={`gaps ${days}`} list="gaps" days={days} {...{ minCount, canTry, may }} />
      <QueryList key={`popular ${days}`} list="popular" days={days} {...{ minCount, canTry, may }} />
    </>
  );
};

/** The insights of a period, or why there are none. */
export const InsightsArea = ({ days, onDays, canTry, may, settingsLink = null }: InsightsAreaProps) => {
  const text = useTexts();
  const query = useGetInsightsQuery(days, { refetchOnMountOrArgChange: true });
  const { data, currentData, isError, refetch } = query;
  const failed = !currentData && isError && (
    <EmptyStateLayout
      content={text('insights.error')}
      action={<Button onClick={() => void refetch()}>{text('status.retry')}</Button>}
    />
  );
  if (!data) return failed || <Loader>{text('insights.loading')}</Loader>;
  if (!data.enabled) return <InsightsOff stored={data.stored} settingsLink={settingsLink} />;
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <Flex gap={3} wrap="wrap" justifyContent="space-between">
        <PeriodSwitch days={days} onDays={onDays} />
        {data.stored && <EraseInsights />}
      </Flex>
      {currentData?.enabled ? (
        <Content insights={currentData} {...{ days, canTry, may }} />
      ) : (
        failed || <Loader>{text('insights.loading')}</Loader>
      )}
      <Typography variant="pi" textColor="neutral600" tag="p">
        {text('insights.privacy', { minCount: data.minCount, days: data.retentionDays })}
      </Typography>
    </Flex>
  );
};
