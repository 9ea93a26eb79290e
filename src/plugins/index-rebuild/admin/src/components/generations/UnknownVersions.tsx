import { Typography } from '@strapi/design-system';

import type { UnknownGeneration } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';
import { Notice } from '../common/Notice';

/** Complete versions that the database does not know, as after a failover: nobody but a person can tell whose they are. */
export const UnknownVersions = ({ unknown }: { unknown: readonly UnknownGeneration[] }) => {
  const text = useTexts();
  const ids = unknown.filter(({ complete }) => complete).map(({ id }) => id);
  if (ids.length === 0) return null;
  return (
    <Notice
      tone="primary"
      title={text('generations.unknownTitle', { count: ids.length })}
      message={text('generations.unknownHint')}
    >
      <Typography variant="pi" textColor="neutral700" style={{ overflowWrap: 'break-word' }}>
        {ids.join(', ')}
      </Typography>
    </Notice>
  );
};
