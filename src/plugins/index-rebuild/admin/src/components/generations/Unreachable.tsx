import { Typography } from '@strapi/design-system';

import type { ErrorInfo } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';
import { ErrorNotice } from '../common/ErrorNotice';

type UnreachableProps = {
  problem: ErrorInfo;
  /** Id of the text that says why a version cannot be restored. */
  id: string;
};

/** Says that what holds some versions does not answer now, and what that means for the list. */
export const Unreachable = ({ problem, id }: UnreachableProps) => {
  const text = useTexts();
  return (
    <ErrorNotice tone="warning" title={text('generations.unreachableTitle')} error={problem} technical>
      <Typography tag="p" id={id} textColor="neutral800">
        {text('generations.unreachableHint')}
      </Typography>
    </ErrorNotice>
  );
};
