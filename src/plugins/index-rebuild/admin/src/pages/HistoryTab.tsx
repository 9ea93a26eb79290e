import { Flex } from '@strapi/design-system';

import { Generations } from '../components/generations/Generations';
import { History } from '../components/runs/History';
import { useCanTry } from '../hooks/useCanTry';
import { usePage } from '../hooks/usePage';

/** The index versions that are kept, and all runs. */
const HistoryTab = () => {
  const { canRebuild, running, status } = usePage();
  const canTry = useCanTry();
  return (
    <Flex direction="column" alignItems="stretch" gap={8}>
      <Generations
        canRebuild={canRebuild}
        canTry={canTry}
        running={running}
        unknown={status?.storage.unknownGenerations ?? []}
      />
      <History />
    </Flex>
  );
};

export default HistoryTab;
