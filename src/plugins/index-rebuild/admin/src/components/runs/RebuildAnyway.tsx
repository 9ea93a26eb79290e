import { Button, Typography } from '@strapi/design-system';

import { useTexts } from '../../helpers/translation';
import { ConfirmDialog } from '../common/ConfirmDialog';

/** The code of a rebuild that stopped because the index would have become much smaller. */
export const SHRUNK = 'SOURCE_SHRUNK';

type RebuildAnywayProps = {
  message: string;
  /** Returns what to tell the user when it was refused. */
  onConfirm: () => Promise<string | null>;
};

/** Starts a rebuild that may make the index much smaller; later ones may not. */
export const RebuildAnyway = ({ message, onConfirm }: RebuildAnywayProps) => {
  const text = useTexts();
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
      onConfirm={onConfirm}
    >
      <Typography>{text('shrink.explanation')}</Typography>
    </ConfirmDialog>
  );
};
