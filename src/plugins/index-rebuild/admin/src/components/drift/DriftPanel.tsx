import { Loader, Typography } from '@strapi/design-system';
import { useEffect, useRef, type ReactNode } from 'react';

import { useGetRecordStateQuery } from '../../api/index-rebuild';
import { isPending } from '../../helpers/drift-display';
import { refusalIn } from '../../helpers/refusal';
import { useTexts } from '../../helpers/translation';
import { useMayRead } from '../../hooks/useMayRead';
import { useWhilePending } from '../../hooks/useWhilePending';
import { RecordSearchState } from './RecordSearchState';

const FORBIDDEN = 403;

type Version = { locale?: string | null; status?: string; updatedAt?: string; publishedAt?: string | null };

/** What the Content Manager gives the panels of its edit view. */
export type PanelProps = {
  model: string;
  documentId?: string;
  document?: Version & { documentId?: string };
  meta?: { availableStatus?: Version[] };
};

type Panel = { title: string; content: ReactNode } | null;

/** A string that changes whenever the document on the page is saved, published or unpublished. */
const versionOf = ({ document, meta }: PanelProps): string =>
  JSON.stringify(
    [document, ...(meta?.availableStatus ?? [])].map((one) => [one?.status, one?.updatedAt, one?.publishedAt])
  );

const useRecordState = (props: PanelProps) => {
  const { model, document } = props;
  // The address of a single type has none.
  const documentId = props.documentId || document?.documentId || '';
  const mayRead = useMayRead();
  const skip = !mayRead || documentId === '' || !document;
  const locale = document?.locale ?? undefined;
  const query = useGetRecordStateQuery(
    { documentId, uid: model, ...(locale !== undefined && { locale }) },
    { skip, refetchOnMountOrArgChange: true }
  );
  const { data, refetch } = query;
  const version = versionOf(props);
  const asked = useRef(version);
  useEffect(() => {
    if (skip || asked.current === version) return;
    asked.current = version;
    void refetch();
  }, [skip, version, refetch]);
  useWhilePending(!skip && !!data && isPending(data), refetch);
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
  if (data)
    return {
      title,
      content: <RecordSearchState record={data} isModified={props.document?.status === 'modified'} />,
    };
  if (error) return { title, content: <Typography role="alert">{text('panel.error')}</Typography> };
  return { title, content: <Loader small>{text('panel.loading')}</Loader> };
};
