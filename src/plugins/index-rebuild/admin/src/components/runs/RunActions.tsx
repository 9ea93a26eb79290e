import { Button, Flex } from '@strapi/design-system';
import { ArrowClockwise, Cross, PriceTag } from '@strapi/icons';

import type { Run, RunKind, Status } from '../../../../shared/contracts';
import { canCancel, RUNNING_KEYS } from '../../helpers/run-display';
import { useTexts, type MessageKey } from '../../helpers/translation';

const CANCEL_KEYS: Record<RunKind, MessageKey> = {
  rebuild: 'cancel.rebuild',
  tag: 'cancel.tag',
  rollback: 'cancel.rollback',
};

type RunActionsProps = {
  /** Whether the status can be known at all. */
  mayRead: boolean;
  status: Status | undefined;
  isStarting: boolean;
  onStart: () => void;
  onTag: () => void;
  isCancelling: (run: Run) => boolean;
  onCancel: (run: Run) => void;
};

/** What can be done now: start a rebuild or a tag run, or cancel the active run. */
export const RunActions = ({
  mayRead,
  status,
  isStarting,
  onStart,
  onTag,
  isCancelling,
  onCancel,
}: RunActionsProps) => {
  const text = useTexts();
  if (!mayRead) {
    return (
      <Button startIcon={<ArrowClockwise />} loading={isStarting} onClick={onStart}>
        {text('rebuild')}
      </Button>
    );
  }
  // Which buttons there are, and whether they may be pressed, is not known before the status is.
  if (!status) return null;
  const active = status.status === 'running' ? status.run : null;
  const label = (): MessageKey => {
    if (active) return RUNNING_KEYS[active.kind];
    return isStarting ? 'status.running' : 'rebuild';
  };
  const busy = status.status === 'running' || status.sources.length === 0 || isStarting;
  return (
    <Flex gap={2} wrap="wrap">
      {active && canCancel(active) && (
        <Button
          variant="tertiary"
          startIcon={<Cross />}
          disabled={isCancelling(active)}
          onClick={() => onCancel(active)}
        >
          {text(isCancelling(active) ? 'cancelling' : CANCEL_KEYS[active.kind])}
        </Button>
      )}
      {status.tagging && (
        <Button variant="secondary" startIcon={<PriceTag />} disabled={busy} onClick={onTag}>
          {text('tag.start')}
        </Button>
      )}
      <Button startIcon={<ArrowClockwise />} disabled={busy} onClick={onStart}>
        {text(label())}
      </Button>
    </Flex>
  );
};
