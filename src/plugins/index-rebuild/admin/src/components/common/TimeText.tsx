import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { relativeTime } from '../../helpers/time';
import { useTexts } from '../../helpers/translation';
import { useNow } from '../../hooks/useNow';

const ABSOLUTE = { dateStyle: 'medium', timeStyle: 'medium' } as const;

/** A time in both forms: how long ago, and the date and time in the reader's time zone. */
export const TimeText = ({ iso }: { iso: string }) => {
  const intl = useIntl();
  const text = useTexts();
  const time = new Date(iso);
  const { value, unit } = relativeTime(time, useNow(), intl.timeZone);
  const relative = value === 0 ? text('time.now') : intl.formatRelativeTime(value, unit, { numeric: 'auto' });
  return (
    <Flex tag="time" dateTime={iso} direction="column" alignItems="flex-start">
      <Typography>{relative}</Typography>
      <Typography variant="pi" textColor="neutral600">
        {intl.formatDate(time, ABSOLUTE)}
      </Typography>
    </Flex>
  );
};

/** Date and time alone, as text for titles and labels. */
export const useAbsoluteTime = () => {
  const intl = useIntl();
  return (iso: string): string => intl.formatDate(new Date(iso), ABSOLUTE);
};
