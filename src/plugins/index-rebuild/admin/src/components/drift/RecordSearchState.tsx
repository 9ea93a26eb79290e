import { Flex, Typography } from '@strapi/design-system';

import type { ErrorInfo, RecordState } from '../../../../shared/contracts';
import { useProblem } from '../../helpers/problem';
import { toneOf } from '../../helpers/search-state';
import { useTexts, type MessageKey } from '../../helpers/translation';
import { useAgo } from '../../hooks/useAgo';
import { ServerText } from '../common/ServerText';
import { StatusBadge } from '../status/StatusBadge';
import { TimeText } from '../common/TimeText';

const HINTS: Partial<Record<RecordState['state'], MessageKey>> = {
  changed: 'recordHint.changed',
  added: 'recordHint.added',
  removed: 'recordHint.removed',
};

const hintOf = ({ state, waitsFor }: RecordState): MessageKey | undefined =>
  waitsFor === null ? HINTS[state] : `overlayWait.${waitsFor}`;

const SearchableSince = ({ iso }: { iso: string }) => {
  const text = useTexts();
  return (
    <Typography textColor="neutral700">{text('recordHint.searchable', { ago: useAgo(iso) })}</Typography>
  );
};

/** Why a record cannot be indexed. */
const Unindexable = ({ error }: { error: ErrorInfo }) => {
  const text = useTexts();
  const { sentence, detail } = useProblem()(error);
  return (
    <>
      <Typography textColor="neutral700" style={{ overflowWrap: 'break-word' }}>
        {sentence}
      </Typography>
      {detail !== null && <ServerText>{detail}</ServerText>}
      <Typography variant="pi" textColor="neutral600">
        {text('error.code', { code: error.code })}
      </Typography>
    </>
  );
};

/** What search knows of a record that it does not find as it is. */
const Behind = ({ record }: { record: RecordState }) => {
  const text = useTexts();
  const { since, problem } = record;
  const hint = hintOf(record);
  return (
    <>
      {since && <TimeText iso={since} />}
      {hint && <Typography textColor="neutral700">{text(hint)}</Typography>}
      {problem && <Unindexable error={problem} />}
    </>
  );
};

type RecordSearchStateProps = {
  record: RecordState;
  /** Whether the draft has changes that are not published. */
  isModified: boolean;
};

/**
 * Whether search has the published version of a record, and if not, why. The time since when it has is not
 * part of the live region: screen readers would say every second.
 */
export const RecordSearchState = ({ record, isModified }: RecordSearchStateProps) => {
  const text = useTexts();
  const { state, inSearch, searchableSince } = record;
  return (
    <Flex direction="column" alignItems="flex-start" gap={2} width="100%">
      <Flex direction="column" alignItems="flex-start" gap={2} width="100%" role="status" aria-live="polite">
        {state !== 'none' && (
          <StatusBadge tone={toneOf({ ...record, state: inSearch })} label={text(`listState.${inSearch}`)} />
        )}
        <Typography>
          {text(searchableSince === null ? `recordState.${state}` : 'recordState.indexed')}
        </Typography>
        {searchableSince === null && <Behind record={record} />}
      </Flex>
      {isModified && <Typography textColor="neutral700">{text('recordHint.modified')}</Typography>}
      {searchableSince !== null && <SearchableSince iso={searchableSince} />}
    </Flex>
  );
};
