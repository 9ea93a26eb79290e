import { Box, Flex } from '@strapi/design-system';

import { DriftArea } from '../components/drift/DriftArea';
import { RebuildAnyway, SHRUNK } from '../components/runs/RebuildAnyway';
import { StatusArea } from '../components/status/StatusArea';
import { usePage } from '../hooks/usePage';

/** Whether search is all right, and how the published records differ from the index. */
const OverviewTab = () => {
  const { status, isError, refetch, canRebuild, start } = usePage();
  const shrunk = canRebuild && status?.error?.code === SHRUNK ? status.error : null;
  return (
    <Flex direction="column" alignItems="stretch" gap={8}>
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
    </Flex>
  );
};

export default OverviewTab;
