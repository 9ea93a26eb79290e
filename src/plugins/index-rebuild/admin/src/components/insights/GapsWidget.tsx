import { Flex, Typography } from '@strapi/design-system';
import { Widget } from '@strapi/strapi/admin';

import type { InsightQuery } from '../../../../shared/contracts';
import { useListInsightQueriesQuery } from '../../api/index-rebuild';
import { useTexts } from '../../helpers/translation';
import { useInVain } from '../../hooks/useInVain';
import { DEFAULT_PERIOD } from '../../hooks/usePeriod';

const SHOWN = 5;

const Gap = ({ gap }: { gap: InsightQuery }) => (
  <Flex tag="li" gap={4} justifyContent="space-between" alignItems="baseline">
    <Typography fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
      {gap.query}
    </Typography>
    <Typography variant="pi" textColor="neutral600" textAlign="right">
      {useInVain()(gap)}
    </Typography>
  </Flex>
);

/** On the homepage: what visitors look for most and do not find. */
export const GapsWidget = () => {
  const text = useTexts();
  const wanted = { list: 'gaps', days: DEFAULT_PERIOD, page: 1, pageSize: SHOWN } as const;
  const { data, isError } = useListInsightQueriesQuery(wanted, { refetchOnMountOrArgChange: true });
  if (!data && isError) return <Widget.Error>{text('gapsWidget.error')}</Widget.Error>;
  if (!data) return <Widget.Loading>{text('insights.loading')}</Widget.Loading>;
  if (!data.meta.enabled) return <Widget.NoData>{text('gapsWidget.off')}</Widget.NoData>;
  if (data.data.length === 0)
    return <Widget.NoData>{text('gapsWidget.none', { days: DEFAULT_PERIOD })}</Widget.NoData>;
  return (
    <Flex direction="column" alignItems="stretch" gap={3} padding={4}>
      <Typography variant="pi" textColor="neutral600">
        {text('gapsWidget.period', { days: DEFAULT_PERIOD })}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
        {data.data.map((gap) => (
          <Gap key={JSON.stringify([gap.query, gap.locale])} gap={gap} />
        ))}
      </Flex>
    </Flex>
  );
};
