import { Box, Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

import type { RunKind, Status } from '../../../../shared/contracts';
import { STATUS_TEXT_ID } from '../../helpers/focus-status';
import { STATUS_TONES, statusKey } from '../../helpers/run-display';
import { useTexts, type MessageKey } from '../../helpers/translation';
import { ErrorNotice } from '../common/ErrorNotice';
import { StageProgressList } from '../runs/StageProgressList';
import { OverlayNotice } from './OverlayNotice';
import { StatusBadge } from './StatusBadge';
import { StatusFacts } from './StatusFacts';

const FAILED_KEYS: Record<RunKind, MessageKey> = {
  rebuild: 'error.heading',
  tag: 'error.tag',
  rollback: 'error.rollback',
};

const UNAFFECTED_KEYS: Record<RunKind, MessageKey> = {
  rebuild: 'live.unaffected',
  tag: 'live.unaffectedByTags',
  rollback: 'live.unaffectedByRollback',
};

/** Why the last run failed or why the index cannot be used. */
const ErrorBox = ({ status, action }: { status: Status; action: ReactNode }) => {
  const text = useTexts();
  const { error, run, searchAvailable, generation } = status;
  if (!error) return null;
  const ofIndex = !searchAvailable && generation !== null;
  const heading = ofIndex ? 'error.index' : FAILED_KEYS[run?.kind ?? 'rebuild'];
  return (
    <ErrorNotice tone="danger" urgent title={text(heading)} error={error}>
      {action}
    </ErrorNotice>
  );
};

const unavailable = ({ status, generation, sources }: Status) => {
  if (sources.length === 0) return 'status.noSources';
  if (generation !== null) return 'status.unavailable';
  return status === 'running' ? 'status.firstRebuild' : 'status.noIndex';
};

/** What the last run could not do: failed records are counted, for anything else its warning is shown. */
const useWarning = ({ run }: Status): string | null => {
  const text = useTexts();
  if (run?.status !== 'completed') return null;
  const { failed } = run.records;
  return failed > 0 && run.kind !== 'tag'
    ? text('status.failedRecords', { count: failed })
    : (run.warning?.message ?? null);
};

const Notes = ({ status }: { status: Status }) => {
  const text = useTexts();
  const warning = useWarning(status);
  const { run, searchAvailable, error } = status;
  return (
    <>
      {status.status === 'running' && searchAvailable && (
        <Typography textColor="neutral700">{text(UNAFFECTED_KEYS[run?.kind ?? 'rebuild'])}</Typography>
      )}
      {!searchAvailable && !error && (
        <Typography textColor="neutral700">{text(unavailable(status))}</Typography>
      )}
      {warning && (
        <Typography fontWeight="bold" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
          {warning}
        </Typography>
      )}
    </>
  );
};

type StatusCardProps = {
  status: Status;
  /** What can be done about the error. */
  errorAction?: ReactNode;
};

export const StatusCard = ({ status, errorAction = null }: StatusCardProps) => {
  const text = useTexts();
  const stages = status.status === 'running' ? (status.run?.stages ?? []) : [];
  return (
    <Box
      tag="section"
      aria-labelledby={STATUS_TEXT_ID}
      background="neutral0"
      shadow="tableShadow"
      hasRadius
      padding={6}
    >
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Flex gap={3} alignItems="center">
          <Typography variant="delta" tag="h2" id={STATUS_TEXT_ID} tabIndex={-1}>
            {text('status.heading')}
          </Typography>
          <StatusBadge tone={STATUS_TONES[status.status]} label={text(statusKey(status))} />
        </Flex>
        <ErrorBox status={status} action={errorAction} />
        <Notes status={status} />
        <OverlayNotice status={status} />
        <StatusFacts status={status} />
        {stages.length > 0 && (
          <Flex direction="column" alignItems="stretch" gap={3}>
            <Typography variant="sigma" tag="h3" textColor="neutral600">
              {text('stages.heading')}
            </Typography>
            <StageProgressList stages={stages} />
          </Flex>
        )}
      </Flex>
    </Box>
  );
};
