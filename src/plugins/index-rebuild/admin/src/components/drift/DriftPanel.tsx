import { Flex, Loader, Typography } from '@strapi/design-system';
import { useEffect, type ReactNode } from 'react';

import type { RecordState } from '../../../../shared/contracts';
import { useGetRecordStateQuery } from '../../api/index-rebuild';
import { STATE_TONES } from '../../helpers/drift-display';
import { refusalIn } from '../../helpers/refusal';
import { useTexts } from '../../helpers/translation';
import { StatusBadge } from '../status/StatusBadge';
import { TimeText } from '../common/TimeText';

const FORBIDDEN = 403;

type Version = { locale?: string | null; status?: string; updatedAt?: string; publishedAt?: string | null };

/** What the Content Manager gives the panels of its edit view. */
export type PanelProps = {
  model: string;
  documentId?: string;
  document?: Version;
  meta?: { availableStatus?: Version[] };
};

type Panel = { title: string; content: ReactNode } | null;

const HINTS = {
  changed: 'recordHint.changed',
  added: 'recordHint.added',
  removed: 'recordHint.removed',
} as const;

const isHinted = (state: RecordState['state']): state is keyof typeof HINTS => state in HINTS;

const Body = ({ record: { state, since, problem } }: { record: RecordState }) => {
  const text = useTexts();
  return (
    <Flex direction="column" alignItems="flex-start" gap={2} width="100%" role="status" aria-live="polite">
      <StatusBadge tone={STATE_TONES[state]} label={text(`recordState.${state}`)} />
      {since && <TimeText iso={since} />}
      {isHinted(state) && <Typography textColor="neutral700">{text(HINTS[state])}</Typography>}
      {problem && (
        <Typography textColor="neutral700" style={{ overflowWrap: 'anywhere' }}>
          {problem}
        </Typography>
      )}
    </Flex>
  );
};

/** A string that changes whenever the document on the page is saved, published or unpublished. */
const versionOf = ({ document, meta }: PanelProps): string =>
  JSON.stringify(
    [document, ...(meta?.availableStatus ?? [])].map((one) => [one?.status, one?.updatedAt, one?.publishedAt])
  );

const useRecordState = (props: PanelProps) => {
  const { model, documentId = '', document } = props;
  const skip = documentId === '' || !document;
  const locale = document?.locale ?? undefined;
  const query = useGetRecordStateQuery(
    { documentId, uid: model, ...(locale !== undefined && { locale }) },
    { skip, refetchOnMountOrArgChange: true }
  );
  const { refetch } = query;
  const version = versionOf(props);
  useEffect(() => {
    if (!skip) void refetch();
  }, [skip, version, refetch]);
  return { ...query, skip };
};

/**
 * What search knows of the record on the page. There is no panel for other content types, nor for users
 * without the permission to read.
 */
export const DriftPanel = (props: PanelProps): Panel => {
  const text = useTexts();
  const { data, error, skip } = useRecordState(props);
  if (skip || data === null || refusalIn({ error })?.status === FORBIDDEN) return null;
  const title = text('panel.title');
  if (data) return { title, content: <Body record={data} /> };
  if (error) return { title, content: <Typography role="alert">{text('panel.error')}</Typography> };
  return { title, content: <Loader small>{text('panel.loading')}</Loader> };
};
