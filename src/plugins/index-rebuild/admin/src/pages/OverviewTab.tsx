import { Box, Flex } from '@strapi/design-system';

import type { ErrorInfo, Run } from '../../../shared/contracts';
import { DriftArea } from '../components/drift/DriftArea';
import { DROPPED, PromoteAnyway } from '../components/runs/PromoteAnyway';
import { RebuildAnyway, SHRUNK } from '../components/runs/RebuildAnyway';
import { Servers } from '../components/status/Servers';
import { StatusArea } from '../components/status/StatusArea';
import { problemText, useProblem } from '../helpers/problem';
import { SettingsLink } from '../components/settings/SettingsLink';
import { usePage, type PageContext } from '../hooks/usePage';
import { useSettingsAccess } from '../hooks/useSettingsAccess';

type AllowItProps = { run: Run; error: ErrorInfo; startFrom: PageContext['startFrom'] };

/** What somebody may allow after a rebuild was stopped for good reason, besides what they had allowed it. */
export const AllowIt = ({ run, error, startFrom }: AllowItProps) => {
  const { code } = error;
  const message = problemText(useProblem()(error));
  const allowed = {
    ...(run.allowShrink && { allowShrink: true as const }),
    ...(run.allowDrop && run.reason !== null && { allowDrop: true as const, reason: run.reason }),
  };
  if (code === SHRUNK)
    return <RebuildAnyway message={message} onConfirm={() => startFrom({ ...allowed, allowShrink: true })} />;
  if (code === DROPPED)
    return (
      <PromoteAnyway
        message={message}
        onConfirm={(reason) => startFrom({ ...allowed, allowDrop: true, reason })}
      />
    );
  return null;
};

/** Whether search is all right, and how the published records differ from the index. */
const OverviewTab = () => {
  const { status, isError, refetch, canRebuild, startFrom } = usePage();
  const { canRead } = useSettingsAccess();
  const run = status?.run;
  return (
    <Flex direction="column" alignItems="stretch" gap={8}>
      <Box>
        <StatusArea
          status={status}
          isError={isError}
          onRetry={() => void refetch()}
          settingsLink={canRead && <SettingsLink />}
          errorAction={canRebuild && run?.error && <AllowIt {...{ run, startFrom }} error={run.error} />}
        />
      </Box>
      {status && <Servers replicas={status.replicas} />}
      <DriftArea drift={status?.drift} canCheck={canRebuild} />
    </Flex>
  );
};

export default OverviewTab;
