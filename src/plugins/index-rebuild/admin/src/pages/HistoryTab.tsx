import { Flex } from '@strapi/design-system';

import { Generations } from '../components/generations/Generations';
import { History } from '../components/runs/History';
import { usePage } from '../hooks/usePage';

/** The index versions that are kept, and all runs. */
const HistoryTab = () => {
  const { canRebuild, running } = usePage();
  return (
    <Flex direction="column" alignItems="stretch" gap={8}>
      <Generations canRebuild={canRebuild} running={running} />
      <History />
    </Flex>
  );
};

export default HistoryTab;
