import { Button, Flex, Loader, Modal, Typography } from '@strapi/design-system';
import type { ReactElement } from 'react';
import { styled } from 'styled-components';

import type { Run } from '../../../../shared/contracts';
import { useGetStatusQuery } from '../../api/index-rebuild';
import { useTexts } from '../../helpers/translation';
import { useRun } from '../../hooks/useRun';
import { Failures } from './Failures';
import { ErrorNotice } from '../common/ErrorNotice';
import { GoldenReport } from './GoldenReport';
import { RunFacts } from './RunFacts';
import { StageProgressList } from './StageProgressList';
import { useAbsoluteTime } from '../common/TimeText';

/** Takes the focus, since the keyboard scrolls only around what has it, and a run may have nothing to press. */
const Scrolled = styled(Flex)`
  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 4px;
  }
`;

/** A rollback reads no records, so none can fail. */
const readsRecords = ({ kind }: Run): boolean => kind !== 'rollback';

const Body = ({ run }: { run: Run }) => {
  const text = useTexts();
  // The page has it already.
  const { data: status } = useGetStatusQuery();
  const isSingleType = (uid: string): boolean =>
    status?.sources.some((source) => source.uid === uid && source.isSingleType) ?? false;
  return (
    <Scrolled
      direction="column"
      alignItems="stretch"
      gap={6}
      tabIndex={0}
      role="region"
      aria-label={text('history.details')}
    >
      {run.error && run.status !== 'cancelled' && (
        <ErrorNotice error={run.error} tone="danger" title={text('details.error')} technical />
      )}
      {run.warning && (
        <ErrorNotice error={run.warning} tone="warning" title={text('details.warning')} technical />
      )}
      <RunFacts run={run} />
      {run.stages.length > 0 && (
        <Flex direction="column" alignItems="stretch" gap={3}>
          <Typography variant="delta" tag="h3">
            {text('stages.heading')}
          </Typography>
          <StageProgressList stages={run.stages} ended={run.finishedAt !== null} />
        </Flex>
      )}
      {run.golden && <GoldenReport report={run.golden} isSingleType={isSingleType} />}
      {readsRecords(run) && <Failures run={run} />}
    </Scrolled>
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

/** The details of a run in a dialog; `children` is the button that opens it. */
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
