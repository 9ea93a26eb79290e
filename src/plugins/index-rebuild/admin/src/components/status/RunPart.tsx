import { Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

import type { Run, RunKind, Status } from '../../../../shared/contracts';
import { useProblem } from '../../helpers/problem';
import { latestRunBadge } from '../../helpers/run-display';
import { useTexts, type MessageKey } from '../../helpers/translation';
import { Duration } from '../common/Duration';
import { ErrorNotice } from '../common/ErrorNotice';
import { Fact, Facts } from '../common/Fact';
import { ServerText } from '../common/ServerText';
import { TimeText } from '../common/TimeText';
import { RunProgress } from '../runs/RunProgress';
import { NextRebuild } from './NextRebuild';
import { Part } from './Part';
import { StatusBadge } from './StatusBadge';

const FAILED_KEYS: Record<RunKind, MessageKey> = {
  rebuild: 'error.heading',
  tag: 'error.tag',
  rollback: 'error.rollback',
};

const UNAFFECTED_KEYS: Record<RunKind, MessageKey> = {
  rebuild: 'live.unaffected',
  tag: 'live.unaffectedByTags',
  rollback: 'live.unaffectedByRollback',
};

const LatestFacts = ({ run }: { run: Run }) => {
  const text = useTexts();
  return (
    <Facts>
      <Fact label={text('history.kind')}>
        <Typography>{text(`kind.${run.kind}`)}</Typography>
      </Fact>
      <Fact label={text('fact.startedAt')}>
        <TimeText iso={run.startedAt} />
      </Fact>
      <Fact label={text('fact.startedBy')}>
        <Typography>
          {run.startedBy ?? text('fact.schedule')}, {text(`trigger.${run.trigger}`)}
        </Typography>
      </Fact>
      {run.cancelledBy !== null && (
        <Fact label={text('details.cancelledBy')}>
          <Typography>{run.cancelledBy}</Typography>
        </Fact>
      )}
      {run.durationMs !== null && (
        <Fact label={text('history.duration')}>
          <Typography>
            <Duration milliseconds={run.durationMs} />
          </Typography>
        </Fact>
      )}
    </Facts>
  );
};

/** What the run could not do: failed records are counted, for anything else its warning is shown. */
const Warning = ({ run }: { run: Run }) => {
  const text = useTexts();
  const problem = useProblem();
  if (run.status !== 'completed') return null;
  const { failed } = run.records;
  const counted = failed > 0 && run.kind !== 'tag';
  if (!counted && !run.warning) return null;
  const { sentence, detail } =
    counted || !run.warning
      ? { sentence: text('status.failedRecords', { count: failed }), detail: null }
      : problem(run.warning);
  return (
    <>
      <Typography fontWeight="bold" textColor="neutral800">
        {sentence}
      </Typography>
      {detail !== null && <ServerText>{detail}</ServerText>}
    </>
  );
};

const Content = ({ run, status, action }: { run: Run; status: Status; action: ReactNode }) => {
  const text = useTexts();
  const running = status.status === 'running';
  const failed = run.status === 'failed' || run.status === 'interrupted';
  return (
    <>
      {failed && run.error && (
        <ErrorNotice tone="danger" urgent title={text(FAILED_KEYS[run.kind])} error={run.error}>
          {action}
        </ErrorNotice>
      )}
      <Warning run={run} />
      {running && <RunProgress stages={run.stages} />}
      {running && status.searchAvailable && (
        <Typography textColor="neutral700">{text(UNAFFECTED_KEYS[run.kind])}</Typography>
      )}
      <LatestFacts run={run} />
    </>
  );
};

type RunPartProps = {
  status: Status;
  /** What can be done about the error. */
  action: ReactNode;
  settingsLink: ReactNode;
};

/** The run that is active, else the latest one, and when the next rebuild starts. */
export const RunPart = ({ status, action, settingsLink }: RunPartProps) => {
  const text = useTexts();
  const { run, nextRebuild } = status;
  const { tone, key } = latestRunBadge(status);
  return (
    <Part heading={text('overview.run')} badge={<StatusBadge tone={tone} label={text(key)} />}>
      {run ? (
        <Content run={run} status={status} action={action} />
      ) : (
        <Typography textColor="neutral600">{text('history.empty')}</Typography>
      )}
      {(nextRebuild || settingsLink) && <NextRebuild next={nextRebuild} action={settingsLink} />}
    </Part>
  );
};
