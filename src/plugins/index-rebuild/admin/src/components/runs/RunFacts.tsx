import { Typography } from '@strapi/design-system';

import type { Run } from '../../../../shared/contracts';
import { runBadge } from '../../helpers/run-display';
import { useTexts } from '../../helpers/translation';
import { Duration } from '../common/Duration';
import { Fact, Facts } from '../common/Fact';
import { StatusBadge } from '../status/StatusBadge';

/** What a run was asked to do, by whom, and how search did meanwhile. */
export const RunFacts = ({ run }: { run: Run }) => {
  const text = useTexts();
  const { tone, key } = runBadge(run);
  return (
    <Facts>
      <Fact label={text('history.kind')}>
        <Typography>{text(`kind.${run.kind}`)}</Typography>
      </Fact>
      <Fact label={text('history.status')}>
        <StatusBadge tone={tone} label={text(key)} />
      </Fact>
      <Fact label={text('history.duration')}>
        <Typography>
          <Duration milliseconds={run.durationMs} />
        </Typography>
      </Fact>
      <Fact label={text('history.by')}>
        <Typography>
          {run.startedBy ?? text('fact.schedule')}, {text(`trigger.${run.trigger}`)}
        </Typography>
      </Fact>
      {run.cancelledBy !== null && (
        <Fact label={text('details.cancelledBy')}>
          <Typography>{run.cancelledBy}</Typography>
        </Fact>
      )}
      <Fact label={text('details.searches')}>
        <Typography textColor={run.search.failed > 0 ? 'danger600' : undefined}>
          {text('details.searchCount', run.search)}
        </Typography>
      </Fact>
      {run.allowShrink && (
        <Fact label={text('details.sizeCheck')}>
          <Typography>{text('details.allowShrink')}</Typography>
        </Fact>
      )}
      {run.allowDrop && (
        <Fact label={text('golden.heading')}>
          <Typography>{text('golden.allowed')}</Typography>
        </Fact>
      )}
      {run.reason !== null && (
        <Fact label={text('details.restoreReason')} wide>
          <Typography style={{ whiteSpace: 'pre-wrap' }}>{run.reason}</Typography>
        </Fact>
      )}
      {run.generation !== null && (
        <Fact label={text('details.version')} wide>
          <Typography variant="pi" textColor="neutral600">
            {run.generation}
          </Typography>
        </Fact>
      )}
    </Facts>
  );
};
