import { Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';

import type { NextRebuild as Next } from '../../../../shared/contracts';
import { useRoughDuration } from '../../helpers/rough-duration';
import { useTexts } from '../../helpers/translation';
import { Fact, Facts } from '../common/Fact';
import { TimeText } from '../common/TimeText';

const SECONDS_PER_HOUR = 3_600;

type NextRebuildProps = {
  /** Null when rebuilds start only when somebody asks for them. */
  next: Next | null;
  /** Where that can be changed. */
  action: ReactNode;
};

/** When a rebuild starts that nobody has to ask for. */
export const NextRebuild = ({ next, action }: NextRebuildProps) => {
  const { scheduledAt, onChanges } = next ?? { scheduledAt: null, onChanges: null };
  const text = useTexts();
  const { formatNumber } = useIntl();
  const duration = useRoughDuration();
  return (
    <Facts>
      <Fact wide label={text('overview.nextRebuild')}>
        {scheduledAt && <TimeText iso={scheduledAt} />}
        {next === null && <Typography tag="p">{text('overview.nextNever')}</Typography>}
        {onChanges && (
          <Typography tag="p">
            {text('overview.nextOnChanges', {
              portion: formatNumber(onChanges.share, { style: 'percent', maximumFractionDigits: 1 }),
              duration: duration(onChanges.maxAgeHours * SECONDS_PER_HOUR),
            })}
          </Typography>
        )}
        {action}
      </Fact>
    </Facts>
  );
};
