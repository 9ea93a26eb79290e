import { Button, Typography } from '@strapi/design-system';

import { refusalIn, useRefusalText } from '../../helpers/refusal';
import { useTexts } from '../../helpers/translation';
import { Notice } from '../common/Notice';

/** Why the server has no answer, and a way to ask again. */
export const TryProblem = ({ error, onRetry }: { error: unknown; onRetry: () => unknown }) => {
  const text = useTexts();
  const refusalText = useRefusalText();
  const refusal = refusalIn({ error });
  if (!refusal) return null;
  return (
    <Notice tone="danger" urgent title={text('try.problem')} message={refusalText(refusal)}>
      {refusal.code !== '' && (
        <Typography variant="pi" textColor="neutral700">
          {text('error.code', { code: refusal.code })}
        </Typography>
      )}
      <Button variant="secondary" size="S" onClick={() => void onRetry()}>
        {text('status.retry')}
      </Button>
    </Notice>
  );
};
