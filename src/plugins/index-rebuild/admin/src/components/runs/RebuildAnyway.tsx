import { Button, Typography } from '@strapi/design-system';

import { useTexts } from '../../helpers/translation';
import { ConfirmDialog } from '../common/ConfirmDialog';

/** The code of a rebuild that was stopped because the index would have become much smaller. */
export const SHRUNK = 'SOURCE_SHRUNK';

type RebuildAnywayProps = { message: string; onConfirm: () => Promise<void> };

/** Lets the next rebuild, and no other, make the index much smaller. */
export const RebuildAnyway = ({ message, onConfirm }: RebuildAnywayProps) => {
  const text = useTexts();
  const confirmed = async (): Promise<null> => {
    await onConfirm();
    return null;
  };
  return (
    <ConfirmDialog
      trigger={
        <Button variant="danger-light" size="S">
          {text('shrink.action')}
        </Button>
      }
      title={text('shrink.title')}
      description={message}
      confirm={text('shrink.confirm')}
      variant="danger-light"
      onConfirm={confirmed}
    >
      <Typography>{text('shrink.explanation')}</Typography>
    </ConfirmDialog>
  );
};
