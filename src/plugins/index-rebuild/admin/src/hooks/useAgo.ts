import { useIntl } from 'react-intl';

import { preciseAge } from '../helpers/time';
import { useTexts } from '../helpers/translation';
import { useNow } from './useNow';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** How long ago as part of a sentence, "4 seconds ago": it counts seconds, after a minute minutes. */
export const useAgo = (iso: string): string => {
  const intl = useIntl();
  const text = useTexts();
  const time = new Date(iso);
  const now = useNow(Date.now() - time.getTime() < MINUTE_MS ? SECOND_MS : MINUTE_MS);
  const { value, unit } = preciseAge(time, now, intl.timeZone);
  return value === 0 ? text('time.now') : intl.formatRelativeTime(value, unit, { numeric: 'auto' });
};
