import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { StageProgress } from '../../../../shared/contracts';
import { overallPercent, stageKey } from '../../helpers/run-display';
import { useTexts } from '../../helpers/translation';
import { Bar } from '../common/Bar';
import { StageProgressList } from './StageProgressList';

/** The stage that runs, or the next one between two. */
const currentOf = (stages: readonly StageProgress[]): number => {
  const running = stages.findIndex(({ state }) => state === 'running');
  if (running >= 0) return running;
  const waiting = stages.findIndex(({ state }) => state === 'pending');
  return waiting >= 0 ? waiting : stages.length - 1;
};

const Overall = ({ stages }: { stages: readonly StageProgress[] }) => {
  const text = useTexts();
  const { formatNumber } = useIntl();
  const percent = overallPercent(stages);
  const current = currentOf(stages);
  const step = text('overview.step', {
    stage: text(stageKey(stages[current].stage)),
    step: current + 1,
    steps: stages.length,
  });
  const share = formatNumber(percent / 100, { style: 'percent' });
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Flex justifyContent="space-between" gap={4}>
        <Typography fontWeight="bold">{step}</Typography>
        <Typography textColor="neutral800">{share}</Typography>
      </Flex>
      <Bar label={text('overview.progress')} said={`${share}, ${step}`} percent={percent} />
    </Flex>
  );
};

/** How far a run is as a whole, and each stage. */
export const RunProgress = ({ stages }: { stages: StageProgress[] }) => {
  if (stages.length === 0) return null;
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <Overall stages={stages} />
      <StageProgressList stages={stages} />
    </Flex>
  );
};
