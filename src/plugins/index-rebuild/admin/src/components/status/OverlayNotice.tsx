import { Flex, Typography } from '@strapi/design-system';

import type { OverlayWait, Status } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';
import { Notice } from '../common/Notice';

/** What a rebuild ends. */
const UNTIL_REBUILD = ['limit', 'spec'] as const satisfies OverlayWait[];

const LASTING = [...UNTIL_REBUILD, 'embedder', 'refused'] as const satisfies OverlayWait[];

/** Why records stay unsearchable; a rebuild that runs already needs no call for one. */
const reasonsOf = ({ overlay, status, run }: Status) => {
  const rebuilding = status === 'running' && run?.kind === 'rebuild';
  return LASTING.filter(
    (reason) =>
      (overlay?.waiting[reason] ?? 0) > 0 &&
      !(rebuilding && (UNTIL_REBUILD as readonly OverlayWait[]).includes(reason))
  );
};

/** Says which changes search does not find for longer than a few seconds, and what to do. */
export const OverlayNotice = ({ status }: { status: Status }) => {
  const text = useTexts();
  const { overlay } = status;
  const reasons = reasonsOf(status);
  if (!overlay || reasons.length === 0) return null;
  return (
    <Notice tone="warning" title={text('overlayNotice.heading')}>
      <Flex tag="ul" direction="column" alignItems="flex-start" gap={2}>
        {reasons.map((reason) => (
          <Typography key={reason} tag="li" textColor="neutral800">
            {text(`overlayNotice.${reason}`, { count: overlay.waiting[reason], limit: overlay.limit })}
          </Typography>
        ))}
      </Flex>
    </Notice>
  );
};
