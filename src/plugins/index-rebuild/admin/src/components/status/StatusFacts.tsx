import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { Status } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';
import { Fact, Facts } from '../common/Fact';
import { TimeText } from '../common/TimeText';

/** The facts about the index and the latest run. */
export const StatusFacts = ({ status }: { status: Status }) => {
  const text = useTexts();
  const { formatList, formatNumber } = useIntl();
  const { lastRebuildAt, recordsAtRebuild, startedAt, run, sources } = status;
  const none = <Typography textColor="neutral600">{text('fact.none')}</Typography>;
  return (
    <Facts>
      <Fact label={text('fact.lastRebuild')}>
        {lastRebuildAt ? <TimeText iso={lastRebuildAt} /> : <Typography>{text('fact.never')}</Typography>}
      </Fact>
      <Fact label={text('fact.records')}>
        {recordsAtRebuild === null ? none : <Typography>{formatNumber(recordsAtRebuild)}</Typography>}
      </Fact>
      <Fact label={text('fact.startedAt')}>{startedAt ? <TimeText iso={startedAt} /> : none}</Fact>
      <Fact label={text('fact.startedBy')}>
        {run ? (
          <Typography>
            {run.startedBy ?? text('fact.schedule')}, {text(`trigger.${run.trigger}`)}
          </Typography>
        ) : (
          none
        )}
      </Fact>
      {sources.length > 0 && (
        <Fact wide label={text('fact.sources')}>
          <Typography>{formatList(sources.map(({ label }) => label))}</Typography>
        </Fact>
      )}
    </Facts>
  );
};
