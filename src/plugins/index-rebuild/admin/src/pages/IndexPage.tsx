import { Box, Flex } from '@strapi/design-system';
import { Layouts, Page, useNotification } from '@strapi/strapi/admin';
import { useDispatch } from 'react-redux';

import { ACTIONS } from '../../../shared/constants';
import { refreshAfterRun } from '../api/index-rebuild';
import { Announcer } from '../components/common/Announcer';
import { DriftArea } from '../components/drift/DriftArea';
import { DriftBanner } from '../components/drift/DriftBanner';
import { Generations } from '../components/generations/Generations';
import { History } from '../components/runs/History';
import { RebuildAnyway, SHRUNK } from '../components/runs/RebuildAnyway';
import { RunActions } from '../components/runs/RunActions';
import { StatusArea } from '../components/status/StatusArea';
import { runEnd } from '../helpers/run-end';
import { useTexts } from '../helpers/translation';
import { useCancelRun } from '../hooks/useCancelRun';
import { useCanRebuild } from '../hooks/useCanRebuild';
import { useIndexStatus } from '../hooks/useIndexStatus';
import { useRunEnd } from '../hooks/useRunEnd';
import { useStartRebuild } from '../hooks/useStartRebuild';

const MAY_READ = [{ action: ACTIONS.read, subject: null }];

const IndexPage = () => {
  const text = useTexts();
  const dispatch = useDispatch();
  const { toggleNotification } = useNotification();
  const canRebuild = useCanRebuild();
  const { status, running, isError, refetch } = useIndexStatus();
  // Not beside their buttons: scrolling the page remounts the header, which would lose their state.
  const { start, isStarting } = useStartRebuild();
  const { cancel, isCancelling } = useCancelRun();

  useRunEnd(status, (run, { searchAvailable }) => {
    dispatch(refreshAfterRun() as never);
    if (!run) return;
    const { type, keys, values } = runEnd(run, searchAvailable);
    toggleNotification({ type, message: keys.map((key) => text(key, values)).join(' ') });
  });

  const actions = canRebuild && (
    <RunActions
      status={status}
      isStarting={isStarting}
      onStart={() => void start()}
      onTag={() => void start({ kind: 'tag' })}
      isCancelling={isCancelling}
      onCancel={(run) => void cancel(run)}
    />
  );
  const shrunk = canRebuild && status?.error?.code === SHRUNK ? status.error : null;

  return (
    <Page.Main>
      <Page.Title>{text('title')}</Page.Title>
      <Layouts.Header title={text('title')} subtitle={text('subtitle')} primaryAction={actions} />
      <Layouts.Content>
        <Announcer status={status} cancelling={Boolean(status?.run && isCancelling(status.run))} />
        <Flex direction="column" alignItems="stretch" gap={8} paddingBottom={8}>
          {status?.drift && <DriftBanner drift={status.drift} />}
          <Box>
            <StatusArea
              status={status}
              isError={isError}
              onRetry={() => void refetch()}
              errorAction={
                shrunk && (
                  <RebuildAnyway message={shrunk.message} onConfirm={() => start({ allowShrink: true })} />
                )
              }
            />
          </Box>
          <DriftArea drift={status?.drift} canCheck={canRebuild} />
          <Generations canRebuild={canRebuild} running={running} />
          <History />
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
};

const ProtectedIndexPage = () => (
  <Page.Protect permissions={MAY_READ as never}>
    <IndexPage />
  </Page.Protect>
);

export default ProtectedIndexPage;
