import { Alert, Box, Flex, Typography } from '@strapi/design-system';

import type { Status } from '../../../shared/contracts';
import { STATUS_TONES } from '../helpers/run-display';
import { useTexts } from '../helpers/translation';
import { StageProgressList } from './StageProgressList';
import { StatusBadge } from './StatusBadge';
import { StatusFacts } from './StatusFacts';

/** Why the last run failed or why the index cannot be served, and the code to look it up by. */
const ErrorBox = ({ status }: { status: Status }) => {
  const text = useTexts();
  if (!status.error) return null;
  const { code, message } = status.error;
  const ofIndex = !status.searchAvailable && status.generation !== null;
  return (
    <Alert
      variant="danger"
      closeLabel=""
      title={text(ofIndex ? 'error.index' : 'error.heading')}
      action={
        <Typography variant="pi" textColor="neutral700">
          {text('error.code', { code })}
        </Typography>
      }
    >
      <span style={{ overflowWrap: 'anywhere' }}>{message}</span>
    </Alert>
  );
};

const unavailable = ({ status, generation }: Status) => {
  if (generation !== null) return 'status.unavailable';
  return status === 'running' ? 'status.firstRebuild' : 'status.noIndex';
};

const Notes = ({ status }: { status: Status }) => {
  const text = useTexts();
  const { run, searchAvailable, error } = status;
  const failed = run?.status === 'completed' ? run.records.failed : 0;
  return (
    <>
      {status.status === 'running' && searchAvailable && (
        <Typography textColor="neutral700">{text('live.unaffected')}</Typography>
      )}
      {!searchAvailable && !error && (
        <Typography textColor="neutral700">
          {text(unavailable(status))}
        </Typography>
      )}
      {failed > 0 && (
        <Typography textColor="warning700">{text('status.failedRecords', { count: failed })}</Typography>
      )}
    </>
  );
};

export const StatusCard = ({ status }: { status: Status }) => {
  const text = useTexts();
  return (
    <Box
      tag="section"
      aria-labelledby="index-status-heading"
      background="neutral0"
      shadow="tableShadow"
      hasRadius
      padding={6}
    >
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Flex gap={3} alignItems="center">
          <Typography variant="delta" tag="h2" id="index-status-heading">
            {text('status.heading')}
          </Typography>
          <StatusBadge tone={STATUS_TONES[status.status]} label={text(`status.${status.status}`)} />
        </Flex>
        <ErrorBox status={status} />
        <Notes status={status} />
        <StatusFacts status={status} />
        {status.status === 'running' && status.run && (
          <Flex direction="column" alignItems="stretch" gap={3}>
            <Typography variant="sigma" tag="h3" textColor="neutral600">
              {text('stages.heading')}
            </Typography>
            <StageProgressList stages={status.run.stages} />
          </Flex>
        )}
      </Flex>
    </Box>
  );
};
