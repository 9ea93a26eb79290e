import { Flex } from '@strapi/design-system';

import type { Status } from '../../../../shared/contracts';
import { STATUS_TEXT_ID } from '../../helpers/focus-status';
import { STATUS_TONES, statusKey } from '../../helpers/run-display';
import { useTexts } from '../../helpers/translation';
import { StatusBadge } from './StatusBadge';

/** The status on the tabs that do not tell more of it. */
export const StatusLine = ({ status }: { status: Status }) => {
  const text = useTexts();
  return (
    <Flex id={STATUS_TEXT_ID} tabIndex={-1} width="fit-content">
      <StatusBadge tone={STATUS_TONES[status.status]} label={text(statusKey(status))} />
    </Flex>
  );
};
