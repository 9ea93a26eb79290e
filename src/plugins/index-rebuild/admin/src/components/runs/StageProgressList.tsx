import { Box, Flex, ProgressBar, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { StageProgress } from '../../../../shared/contracts';
import { percentOf } from '../../helpers/run-display';
import { useTexts } from '../../helpers/translation';

const SECONDS_A_MINUTE = 60;
/** From here on minutes say enough. */
const LONG_SECONDS = 90;

const useDetail = (ended: boolean) => {
  const text = useTexts();
  return ({ state, done, total, secondsLeft }: StageProgress): string => {
    if (state === 'pending') return text(ended ? 'stage.notReached' : 'stage.pending');
    if (state === 'done') return text('stage.done');
    if (ended) return total === null ? text('stage.stopped') : text('stage.stoppedAt', { done, total });
    const count = total === null ? text('stage.running') : text('stage.count', { done, total });
    if (secondsLeft === null) return count;
    const left =
      secondsLeft < LONG_SECONDS
        ? text('stage.left', { seconds: secondsLeft })
        : text('stage.leftMinutes', { minutes: Math.round(secondsLeft / SECONDS_A_MINUTE) });
    return `${count}, ${left}`;
  };
};

/** The design system's own colours show an empty bar as a full one. */
const Bar = styled(ProgressBar)`
  width: 100%;
  background-color: ${({ theme }) => theme.colors.neutral200};

  & > * {
    background-color: ${({ theme }) => theme.colors.primary600};
  }
`;

type StageProgressListProps = {
  stages: StageProgress[];
  /** Whether the run has ended, so that what is not done will not be. */
  ended?: boolean;
};

/** One progress bar a stage. */
export const StageProgressList = ({ stages, ended = false }: StageProgressListProps) => {
  const text = useTexts();
  const detail = useDetail(ended);
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
      {stages.map((stage) => (
        <Box tag="li" key={stage.stage}>
          <Flex justifyContent="space-between" gap={4} paddingBottom={1}>
            <Typography fontWeight={stage.state === 'running' ? 'bold' : 'regular'}>
              {text(`stage.${stage.stage}`)}
            </Typography>
            <Typography variant="pi" textColor="neutral600">
              {detail(stage)}
            </Typography>
          </Flex>
          <Bar
            aria-label={text(`stage.${stage.stage}`)}
            // The design system's bar keeps its value to itself.
            aria-valuenow={percentOf(stage) ?? undefined}
            aria-valuetext={detail(stage)}
            value={percentOf(stage)}
          />
        </Box>
      ))}
    </Flex>
  );
};
