import { useQueryParams } from '@strapi/strapi/admin';

import { INSIGHT_PERIODS, type InsightPeriod } from '../../../shared/constants';

export const DEFAULT_PERIOD: InsightPeriod = 30;

/** The days that the address names, so that a reload and the back button keep them. */
export const usePeriod = (): { days: InsightPeriod; setDays: (days: InsightPeriod) => void } => {
  const [{ query }, setQuery] = useQueryParams<{ days?: string }>();
  const days = INSIGHT_PERIODS.find((period) => String(period) === query.days) ?? DEFAULT_PERIOD;
  return { days, setDays: (period) => setQuery({ days: String(period) }) };
};
