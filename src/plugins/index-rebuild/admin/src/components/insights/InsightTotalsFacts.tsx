import { Grid, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { InsightTotals } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';

const Total = ({ label, value, below }: { label: string; value: string; below?: string | null }) => (
  <Grid.Item col={2} m={4} s={6} xs={6} direction="column" alignItems="flex-start">
    <Typography tag="dt" variant="sigma" textColor="neutral600">
      {label}
    </Typography>
    <Typography tag="dd" variant="beta" margin={0}>
      {value}
    </Typography>
    {below && (
      <Typography tag="dd" variant="pi" textColor="neutral600" margin={0}>
        {below}
      </Typography>
    )}
  </Grid.Item>
);

/** The numbers of the whole period. */
export const InsightTotalsFacts = ({ totals }: { totals: InsightTotals }) => {
  const text = useTexts();
  const { formatNumber } = useIntl();
  const { searches, noHits, weakHits, refused, p50Ms, p95Ms } = totals;
  const share = (count: number): string | null =>
    searches === 0
      ? null
      : text('insights.share', {
          portion: formatNumber(count / searches, { style: 'percent', maximumFractionDigits: 1 }),
        });
  const within = (ms: number | null): string =>
    ms === null ? text('fact.none') : text('insights.within', { ms });
  return (
    <Grid.Root tag="dl" gap={5} margin={0}>
      <Total label={text('insights.searches')} value={formatNumber(searches)} />
      <Total label={text('insights.noHits')} value={formatNumber(noHits)} below={share(noHits)} />
      <Total label={text('insights.weakHits')} value={formatNumber(weakHits)} below={share(weakHits)} />
      <Total
        label={text('insights.refused')}
        value={formatNumber(refused)}
        below={text('insights.refusedHint')}
      />
      <Total label={text('insights.half')} value={within(p50Ms)} />
      <Total label={text('insights.most')} value={within(p95Ms)} />
    </Grid.Root>
  );
};
