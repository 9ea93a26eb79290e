import { Box, Flex, Typography } from '@strapi/design-system';

import type { StageProgress } from '../../../../shared/contracts';
import { useRoughDuration } from '../../helpers/rough-duration';
import { percentOf, stageKey } from '../../helpers/run-display';
import { useTexts } from '../../helpers/translation';
import { Bar } from '../common/Bar';

const useDetail = (ended: boolean) => {
  const text = useTexts();
  const duration = useRoughDuration();
  return ({ state, done, total, secondsLeft }: StageProgress): string => {
    if (state === 'pending') return text(ended ? 'progress.notReached' : 'progress.pending');
    if (state === 'done') return text('progress.done');
    if (ended) return total === null ? text('progress.stopped') : text('progress.stoppedAt', { done, total });
    const count = total === null ? text('progress.running') : text('progress.count', { done, total });
    if (secondsLeft === null) return count;
    return `${count}, ${text('progress.left', { duration: duration(secondsLeft) })}`;
  };
};

type StageProgressListProps = {
  stages: StageProgress[];
  /** Whether the run has ended, so that unfinished stages will stay unfinished. */
  ended?: boolean;
};

/** One progress bar per stage. */
export const StageProgressList = ({ stages, ended = false }: StageProgressListProps) => {
  const text = useTexts();
  const detail = useDetail(ended);
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
      {stages.map((stage) => (
        <Box tag="li" key={stage.stage}>
          <Flex justifyContent="space-between" gap={4} paddingBottom={1}>
            <Typography fontWeight={stage.state === 'running' ? 'bold' : 'regular'}>
              {text(stageKey(stage.stage))}
            </Typography>
            <Typography variant="pi" textColor="neutral600">
              {detail(stage)}
            </Typography>
          </Flex>
          <Bar label={text(stageKey(stage.stage))} said={detail(stage)} percent={percentOf(stage)} />
        </Box>
      ))}
    </Flex>
  );
};
