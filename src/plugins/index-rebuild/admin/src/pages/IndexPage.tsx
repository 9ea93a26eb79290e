import { Box, Button, EmptyStateLayout, Flex, Loader, Typography, VisuallyHidden } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import { Layouts, Page, useNotification, useRBAC } from '@strapi/strapi/admin';
import { useDispatch } from 'react-redux';

import { ACTIONS } from '../../../shared/constants';
import type { IndexStatus, Status } from '../../../shared/contracts';
import { refreshRuns } from '../api/index-rebuild';
import { History } from '../components/History';
import { StatusCard } from '../components/StatusCard';
import { useTexts } from '../helpers/translation';
import { useIndexStatus } from '../hooks/useIndexStatus';
import { useRunEnd } from '../hooks/useRunEnd';
import { useStartRebuild } from '../hooks/useStartRebuild';

const permission = (action: string) => [{ action, subject: null }];

const RebuildButton = ({ running }: { running: boolean }) => {
  const text = useTexts();
  const { allowedActions } = useRBAC({ rebuild: permission(ACTIONS.rebuild) as never });
  const { start, isStarting } = useStartRebuild();
  if (!allowedActions.canRebuild) return null;
  return (
    <Button
      startIcon={<ArrowClockwise />}
      disabled={running || isStarting}
      onClick={() => void start()}
    >
      {text(running || isStarting ? 'rebuilding' : 'rebuild')}
    </Button>
  );
};

/** Says stage changes and ends to screen readers; percentages would never let them speak. */
const Announcer = ({ status }: { status: Status | undefined }) => {
  const text = useTexts();
  const said = (): string => {
    if (!status) return '';
    const stage = status.run?.stage;
    if (status.status === 'running' && stage) {
      return text('stage.announce', { stage: text(`stage.${stage}`) });
    }
    return text(`status.${status.status}`);
  };
  return (
    <VisuallyHidden>
      <div role="status" aria-live="polite">
        {said()}
      </div>
    </VisuallyHidden>
  );
};

const StatusArea = ({ status, isError, onRetry }: { status?: Status; isError: boolean; onRetry(): void }) => {
  const text = useTexts();
  if (status) {
    return (
      <>
        {isError && (
          <Typography textColor="warning700" role="alert">
            {text('status.stale')}
          </Typography>
        )}
        <StatusCard status={status} />
      </>
    );
  }
  if (!isError) return <Loader>{text('status.loading')}</Loader>;
  return (
    <EmptyStateLayout
      content={text('status.unreachable')}
      action={<Button onClick={onRetry}>{text('status.retry')}</Button>}
    />
  );
};

const IndexPage = () => {
  const text = useTexts();
  const dispatch = useDispatch();
  const { toggleNotification } = useNotification();
  const { status, running, isError, refetch } = useIndexStatus();

  useRunEnd(status?.status, (ended: IndexStatus) => {
    dispatch(refreshRuns() as never);
    toggleNotification(
      ended === 'error'
        ? { type: 'danger', message: text('rebuild.failed') }
        : { type: 'success', message: text('rebuild.done') }
    );
  });

  return (
    <Page.Main>
      <Page.Title>{text('title')}</Page.Title>
      <Layouts.Header
        title={text('title')}
        subtitle={text('subtitle')}
        primaryAction={<RebuildButton running={running} />}
      />
      <Layouts.Content>
        <Announcer status={status} />
        <Flex direction="column" alignItems="stretch" gap={8} paddingBottom={8}>
          <Box>
            <StatusArea status={status} isError={isError} onRetry={() => void refetch()} />
          </Box>
          <History />
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
};

const ProtectedIndexPage = () => (
  <Page.Protect permissions={permission(ACTIONS.read) as never}>
    <IndexPage />
  </Page.Protect>
);

export default ProtectedIndexPage;
