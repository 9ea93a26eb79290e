import { VisuallyHidden } from '@strapi/design-system';

import type { Status } from '../../../../shared/contracts';
import { latestRunBadge, RUNNING_KEYS, stageKey } from '../../helpers/run-display';
import { useTexts } from '../../helpers/translation';

/** Tells screen readers about stages and the end of a run; percentages would keep them talking. */
export const Announcer = ({ status, cancelling }: { status: Status | undefined; cancelling: boolean }) => {
  const text = useTexts();
  const said = (): string => {
    if (!status) return '';
    const { run } = status;
    if (status.status !== 'running' || !run) return text(latestRunBadge(status).key);
    if (cancelling) return text('cancelling');
    return run.stage
      ? text(`announce.${run.kind}`, { stage: text(stageKey(run.stage)) })
      : text(RUNNING_KEYS[run.kind]);
  };
  return (
    <VisuallyHidden>
      <div role="status" aria-live="polite">
        {said()}
      </div>
    </VisuallyHidden>
  );
};
