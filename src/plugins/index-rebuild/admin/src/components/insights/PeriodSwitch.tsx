import { Button, Flex } from '@strapi/design-system';

import { INSIGHT_PERIODS, type InsightPeriod } from '../../../../shared/constants';
import { useTexts } from '../../helpers/translation';

type PeriodSwitchProps = { days: InsightPeriod; onDays: (days: InsightPeriod) => void };

/** Chooses how many days are shown. */
export const PeriodSwitch = ({ days, onDays }: PeriodSwitchProps) => {
  const text = useTexts();
  return (
    <Flex role="group" aria-label={text('insights.period')} gap={2} wrap="wrap">
      {INSIGHT_PERIODS.map((period) => (
        <Button
          key={period}
          variant={period === days ? 'secondary' : 'tertiary'}
          aria-pressed={period === days}
          onClick={() => onDays(period)}
        >
          {text('insights.days', { count: period })}
        </Button>
      ))}
    </Flex>
  );
};
