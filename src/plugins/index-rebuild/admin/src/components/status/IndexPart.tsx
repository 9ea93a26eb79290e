import { Typography } from '@strapi/design-system';

import type { Status } from '../../../../shared/contracts';
import { useTexts, type MessageKey } from '../../helpers/translation';
import { ErrorNotice } from '../common/ErrorNotice';
import { IndexFacts } from './IndexFacts';
import { Part } from './Part';

/** The error of the live generation; that of the latest run is not one of the index. */
const indexError = ({ error, run }: Status) =>
  error && (error.code !== run?.error?.code || error.message !== run.error.message) ? error : null;

/** What to do so that search answers. */
const hintOf = ({ searchAvailable, sources, generation, status }: Status): MessageKey | null => {
  if (searchAvailable || status === 'running') return null;
  if (sources.length === 0) return 'status.noSources';
  return generation === null ? 'status.noIndex' : null;
};

/** What search uses now, whatever runs beside it. */
export const IndexPart = ({ status }: { status: Status }) => {
  const text = useTexts();
  const error = indexError(status);
  const hint = hintOf(status);
  return (
    <Part heading={text('overview.index')}>
      {error && <ErrorNotice tone="danger" urgent title={text('error.index')} error={error} />}
      {hint && <Typography textColor="neutral800">{text(hint)}</Typography>}
      <IndexFacts status={status} />
    </Part>
  );
};
