import { Flex, Loader } from '@strapi/design-system';
import { Layouts, Page, useNotification } from '@strapi/strapi/admin';
import { useDispatch } from 'react-redux';

import type { Status } from '../../../shared/contracts';
import { refreshAfterRun } from '../api/index-rebuild';
import { Announcer } from '../components/common/Announcer';
import { TabBar } from '../components/common/TabBar';
import { RunActions } from '../components/runs/RunActions';
import { keepFocus } from '../helpers/focus-status';
import { ANY_PERMISSION } from '../helpers/permissions';
import { runEnd } from '../helpers/run-end';
import { useTexts } from '../helpers/translation';
import { useAllowedTabs } from '../hooks/useAllowedTabs';
import { useCancelRun } from '../hooks/useCancelRun';
import { useCanRebuild } from '../hooks/useCanRebuild';
import { useIndexStatus } from '../hooks/useIndexStatus';
import { useMayRead } from '../hooks/useMayRead';
import { useRunChange } from '../hooks/useRunChange';
import { useRunEnd } from '../hooks/useRunEnd';
import { useStartRebuild } from '../hooks/useStartRebuild';
import { TabRoutes } from './TabRoutes';

/** Tells the user about the end of a run, whichever tab is open, and loads again what any run has changed. */
const useEndNotification = (status: Status | undefined): void => {
  const text = useTexts();
  const dispatch = useDispatch();
  const { toggleNotification } = useNotification();
  useRunChange(status, () => dispatch(refreshAfterRun() as never));
  useRunEnd(status, (run, { searchAvailable }) => {
    if (!run) return;
    const { type, keys, values } = runEnd(run, searchAvailable);
    toggleNotification({ type, message: keys.map((key) => text(key, values)).join(' ') });
  });
};

const IndexPage = () => {
  const text = useTexts();
  const canRebuild = useCanRebuild();
  const { tabs, isLoading } = useAllowedTabs();
  const mayRead = useMayRead();
  const indexStatus = useIndexStatus(mayRead);
  const { status } = indexStatus;
  // Not beside their buttons: scrolling the page remounts the header, which would lose their state.
  const { start, startFrom, isStarting } = useStartRebuild();
  const { cancel, isCancelling } = useCancelRun();
  useEndNotification(status);

  const actions = canRebuild && (
    <RunActions
      mayRead={mayRead}
      status={status}
      isStarting={isStarting}
      onStart={() => void start().then(keepFocus)}
      onTag={() => void start({ kind: 'tag' }).then(keepFocus)}
      isCancelling={isCancelling}
      onCancel={(run) => void cancel(run).then(keepFocus)}
    />
  );

  return (
    <Page.Main>
      <Page.Title>{text('title')}</Page.Title>
      <Layouts.Header title={text('title')} subtitle={text('subtitle')} primaryAction={actions} />
      <Layouts.Content>
        <Announcer status={status} cancelling={Boolean(status?.run && isCancelling(status.run))} />
        <Flex direction="column" alignItems="stretch" gap={6} paddingBottom={8}>
          {tabs.length > 0 && <TabBar tabs={tabs} />}
          {isLoading ? (
            <Loader>{text('tabs.loading')}</Loader>
          ) : (
            <TabRoutes tabs={tabs} context={{ ...indexStatus, canRebuild, startFrom }} />
          )}
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
};

const ProtectedIndexPage = () => (
  <Page.Protect permissions={ANY_PERMISSION as never}>
    <IndexPage />
  </Page.Protect>
);

export default ProtectedIndexPage;
