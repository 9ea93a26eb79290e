import { Typography } from '@strapi/design-system';

import type { DriftDetails } from '../../../../shared/contracts';
import { durationParts } from '../../helpers/time';
import { useTexts } from '../../helpers/translation';
import { Fact, Facts } from '../common/Fact';
import { TimeText } from '../common/TimeText';

/** A duration inside a sentence. */
const useDuration = () => {
  const text = useTexts();
  return (totalSeconds: number): string => {
    const { hours, minutes, seconds } = durationParts(totalSeconds * 1000);
    if (hours > 0) return text('duration.hours', { hours, minutes });
    return minutes > 0
      ? text('duration.minutes', { minutes, seconds })
      : text('duration.seconds', { seconds });
  };
};

/** What a rebuild would have to do, in a sentence. */
export const useEstimate = () => {
  const text = useTexts();
  const duration = useDuration();
  return ({ records, seconds }: DriftDetails['estimate']): string =>
    seconds === null
      ? text('drift.estimate', { records })
      : text('drift.estimateTime', { records, duration: duration(seconds) });
};

/** Drift in numbers: how much, since when, and what it takes to end it. */
export const DriftFacts = ({ drift }: { drift: DriftDetails }) => {
  const text = useTexts();
  const estimate = useEstimate();
  const { added, changed, removed, share, since, checkedAt } = drift;
  return (
    <Facts>
      <Fact label={text('drift.what')}>
        <Typography tag="p">{text('drift.counts', { added, changed, removed })}</Typography>
        <Typography tag="p" variant="pi" textColor="neutral600">
          {text('drift.share', { share })}
        </Typography>
      </Fact>
      <Fact label={text('drift.since')}>
        {since ? <TimeText iso={since} /> : <Typography>{text('fact.none')}</Typography>}
      </Fact>
      <Fact label={text('drift.checked')}>
        {checkedAt ? <TimeText iso={checkedAt} /> : <Typography>{text('fact.never')}</Typography>}
      </Fact>
      {added + changed + removed > 0 && (
        <Fact wide label={text('kind.rebuild')}>
          <Typography>{estimate(drift.estimate)}</Typography>
        </Fact>
      )}
    </Facts>
  );
};
