import { VisuallyHidden } from '@strapi/design-system';

import type { RunKind, Status } from '../../../../shared/contracts';
import { statusKey } from '../../helpers/run-display';
import { useTexts, type MessageKey } from '../../helpers/translation';

const STAGE_KEYS: Record<RunKind, MessageKey> = {
  rebuild: 'stage.announce',
  tag: 'stage.announceTag',
  rollback: 'stage.announceRollback',
};

/** Says stage changes and ends to screen readers; percentages would never let them speak. */
export const Announcer = ({ status, cancelling }: { status: Status | undefined; cancelling: boolean }) => {
  const text = useTexts();
  const said = (): string => {
    if (!status) return '';
    const { run } = status;
    if (status.status !== 'running' || !run) return text(statusKey(status));
    if (cancelling) return text('cancelling');
    return run.stage
      ? text(STAGE_KEYS[run.kind], { stage: text(`stage.${run.stage}`) })
      : text(statusKey(status));
  };
  return (
    <VisuallyHidden>
      <div role="status" aria-live="polite">
        {said()}
      </div>
    </VisuallyHidden>
  );
};
