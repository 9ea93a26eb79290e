import { Button } from '@strapi/design-system';

import { useTexts } from '../../helpers/translation';
import { useEraseInsights } from '../../hooks/useEraseInsights';
import { ConfirmDialog } from '../common/ConfirmDialog';

/** Erases everything that is stored, once that is confirmed. */
export const EraseInsights = () => {
  const text = useTexts();
  const erase = useEraseInsights();
  return (
    <ConfirmDialog
      trigger={<Button variant="danger-light">{text('insights.erase')}</Button>}
      title={text('insights.eraseTitle')}
      description={text('insights.eraseExplanation')}
      confirm={text('insights.eraseConfirm')}
      variant="danger-light"
      onConfirm={erase}
    />
  );
};
