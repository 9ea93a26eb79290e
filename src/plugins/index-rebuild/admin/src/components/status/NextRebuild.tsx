import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { NextRebuild as Next } from '../../../../shared/contracts';
import { useRoughDuration } from '../../helpers/rough-duration';
import { useTexts } from '../../helpers/translation';
import { Fact, Facts } from '../common/Fact';
import { TimeText } from '../common/TimeText';

const SECONDS_PER_HOUR = 3_600;

/** When a rebuild starts that nobody has to ask for. */
export const NextRebuild = ({ next: { scheduledAt, onChanges } }: { next: Next }) => {
  const text = useTexts();
  const { formatNumber } = useIntl();
  const duration = useRoughDuration();
  return (
    <Facts>
      <Fact wide label={text('overview.nextRebuild')}>
        {scheduledAt && <TimeText iso={scheduledAt} />}
        {onChanges && (
          <Typography tag="p">
            {text('overview.nextOnChanges', {
              portion: formatNumber(onChanges.share, { style: 'percent', maximumFractionDigits: 1 }),
              duration: duration(onChanges.maxAgeHours * SECONDS_PER_HOUR),
            })}
          </Typography>
        )}
      </Fact>
    </Facts>
  );
};
