import { Button, Flex, Loader, Modal, Typography } from '@strapi/design-system';
import type { ReactElement } from 'react';

import type { ErrorInfo, Run } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';
import { useRun } from '../../hooks/useRun';
import { Failures } from './Failures';
import { Notice, NoticeCode } from '../common/Notice';
import { RunFacts } from './RunFacts';
import { StageProgressList } from './StageProgressList';
import { useAbsoluteTime } from '../common/TimeText';

const Problem = ({
  of,
  tone,
  title,
}: {
  of: ErrorInfo | null;
  tone: 'danger' | 'warning';
  title: string;
}) => {
  const text = useTexts();
  if (!of) return null;
  return (
    <Notice tone={tone} title={title} message={of.message}>
      <NoticeCode>{text('error.code', { code: of.code })}</NoticeCode>
    </Notice>
  );
};

/** A rollback reads no records, so it has none that fail. */
const readsRecords = ({ kind }: Run): boolean => kind !== 'rollback';

const Body = ({ run }: { run: Run }) => {
  const text = useTexts();
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <Problem
        of={run.status === 'cancelled' ? null : run.error}
        tone="danger"
        title={text('details.error')}
      />
      <Problem of={run.warning} tone="warning" title={text('details.warning')} />
      <RunFacts run={run} />
      {run.stages.length > 0 && (
        <Flex direction="column" alignItems="stretch" gap={3}>
          <Typography variant="delta" tag="h3">
            {text('stages.heading')}
          </Typography>
          <StageProgressList stages={run.stages} ended={run.finishedAt !== null} />
        </Flex>
      )}
      {readsRecords(run) && <Failures run={run} />}
    </Flex>
  );
};

const Content = ({ id }: { id: string }) => {
  const text = useTexts();
  const absolute = useAbsoluteTime();
  const { run, isError } = useRun(id);
  return (
    <>
      <Modal.Header closeLabel={text('details.closeDialog')}>
        <Modal.Title>
          {run ? text('details.title', { time: absolute(run.startedAt) }) : text('history.details')}
        </Modal.Title>
      </Modal.Header>
      <Modal.Body>
        {run && <Body run={run} />}
        {!run && isError && <Typography textColor="danger600">{text('details.unavailable')}</Typography>}
        {!run && !isError && <Loader>{text('details.loading')}</Loader>}
      </Modal.Body>
    </>
  );
};

/** Opens everything that is known of a run; `children` is the button that does. */
export const RunDetails = ({ id, children }: { id: string; children: ReactElement }) => {
  const text = useTexts();
  return (
    <Modal.Root>
      <Modal.Trigger>{children}</Modal.Trigger>
      <Modal.Content aria-describedby={undefined}>
        <Content id={id} />
        <Modal.Footer>
          <Modal.Close>
            <Button variant="tertiary">{text('details.close')}</Button>
          </Modal.Close>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
