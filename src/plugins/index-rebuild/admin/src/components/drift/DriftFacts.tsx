import { Typography } from '@strapi/design-system';

import type { DriftDetails } from '../../../../shared/contracts';
import { useRoughDuration } from '../../helpers/rough-duration';
import { useTexts } from '../../helpers/translation';
import { Fact, Facts } from '../common/Fact';
import { TimeText } from '../common/TimeText';

/** How long a rebuild would take and how much it has to do, in a sentence. */
export const useEstimate = () => {
  const text = useTexts();
  const duration = useRoughDuration();
  return ({ records, seconds }: DriftDetails['estimate']): string =>
    seconds === null
      ? text('drift.estimate', { records })
      : text('drift.estimateTime', { records, duration: duration(seconds) });
};

/** Drift in numbers: how much, since when, and what a rebuild would take. */
export const DriftFacts = ({ drift }: { drift: DriftDetails }) => {
  const text = useTexts();
  const estimate = useEstimate();
  const { added, changed, removed, share, since, checkedAt, searchable } = drift;
  return (
    <Facts>
      <Fact label={text('drift.what')}>
        <Typography tag="p">{text('drift.counts', { added, changed, removed })}</Typography>
        {searchable > 0 && <Typography tag="p">{text('drift.searchable', { count: searchable })}</Typography>}
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
