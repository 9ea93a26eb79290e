import { Button, Flex } from '@strapi/design-system';
import { ArrowClockwise, Cross } from '@strapi/icons';

import type { Run, RunKind, Status } from '../../../shared/contracts';
import { canCancel, statusKey } from '../helpers/run-display';
import { useTexts, type MessageKey } from '../helpers/translation';

const CANCEL_KEYS: Record<RunKind, MessageKey> = {
  rebuild: 'cancel.rebuild',
  tag: 'cancel.tag',
  rollback: 'cancel.rollback',
};

type RunActionsProps = {
  status: Status | undefined;
  isStarting: boolean;
  onStart: () => void;
  isCancelling: (run: Run) => boolean;
  onCancel: (run: Run) => void;
};

/** What can be done in this moment: start a rebuild, or cancel the run that is active. */
export const RunActions = ({ status, isStarting, onStart, isCancelling, onCancel }: RunActionsProps) => {
  const text = useTexts();
  const active = status?.status === 'running' ? status.run : null;
  const label = (): MessageKey => {
    if (status && active) return statusKey(status);
    return isStarting ? 'status.running' : 'rebuild';
  };
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
      <Button
        startIcon={<ArrowClockwise />}
        disabled={status?.status === 'running' || isStarting}
        onClick={onStart}
      >
        {text(label())}
      </Button>
    </Flex>
  );
};
