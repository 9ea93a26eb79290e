import { Typography } from '@strapi/design-system';

import { useNextTimesQuery } from '../../api/settings';
import { useTexts } from '../../helpers/translation';
import { useDebounced } from '../../hooks/useDebounced';
import { useAbsoluteTime } from '../common/TimeText';

type ScheduleTimesProps = {
  /** A cron expression as somebody types it. */
  rule: string;
  timeZone: string;
};

/** When a schedule comes true next, as the server says. */
export const ScheduleTimes = (typed: ScheduleTimesProps) => {
  const text = useTexts();
  const absolute = useAbsoluteTime();
  const { rule, timeZone } = useDebounced(typed);
  const { currentData: times, isError } = useNextTimesQuery({ rule, timeZone }, { skip: rule === '' });
  const said = (): string => {
    if (typed.rule === '') return text('settings.noSchedule');
    if (isError) return text('settings.noTimes');
    if (!times) return text('settings.loadingTimes');
    return times.length === 0
      ? text('settings.neverTrue')
      : text('settings.nextTimes', { times: times.map(absolute).join(' · ') });
  };
  return (
    <Typography tag="p" variant="pi" textColor="neutral600" aria-live="polite">
      {said()}
    </Typography>
  );
};
