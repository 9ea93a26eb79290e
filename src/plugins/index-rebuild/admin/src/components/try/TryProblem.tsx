import { Button } from '@strapi/design-system';

import { refusalIn, useRefusalText } from '../../helpers/refusal';
import { useTexts } from '../../helpers/translation';
import { ErrorNotice } from '../common/ErrorNotice';
import { Notice } from '../common/Notice';

/** Why the server has no answer, and a way to ask again. */
export const TryProblem = ({ error, onRetry }: { error: unknown; onRetry: () => unknown }) => {
  const text = useTexts();
  const refusalText = useRefusalText();
  const refusal = refusalIn({ error });
  if (!refusal) return null;
  const notice = { tone: 'danger', urgent: true, title: text('try.problem') } as const;
  const again = (
    <Button variant="secondary" size="S" onClick={() => void onRetry()}>
      {text('status.retry')}
    </Button>
  );
  if (refusal.code === '') {
    return (
      <Notice {...notice} message={refusalText(refusal)}>
        {again}
      </Notice>
    );
  }
  return (
    <ErrorNotice {...notice} error={refusal}>
      {again}
    </ErrorNotice>
  );
};
