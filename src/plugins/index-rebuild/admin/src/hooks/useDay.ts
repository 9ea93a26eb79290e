import { useIntl } from 'react-intl';

/** A day of UTC such as `2026-01-31`, as people write it. */
export const useDay = () => {
  const { formatDate } = useIntl();
  return (day: string): string => formatDate(new Date(day), { dateStyle: 'medium', timeZone: 'UTC' });
};
