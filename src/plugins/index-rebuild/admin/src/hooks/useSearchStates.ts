import { useTable } from '@strapi/strapi/admin';
import { useEffect, useMemo, useState } from 'react';

import type { ListedState } from '../../../shared/contracts';
import { useListStatesQuery } from '../api/index-rebuild';
import { isPending } from '../helpers/drift-display';

/** A record becomes searchable within a few seconds. */
const ASK_EVERY_MS = 2_000;
const FRESH_FOR_SECONDS = 2;

/** A row of the Content Manager's list. */
export type ListRow = {
  documentId: string;
  locale?: string | null;
  status?: string;
  updatedAt?: string;
};

/** What one request asks for a whole page; it changes whenever one of the records does. */
const requestFor = (uid: string, rows: readonly ListRow[]) => ({
  uid,
  locale: rows[0]?.locale ?? null,
  documentIds: rows.map(({ documentId }) => documentId),
  version: JSON.stringify(rows.map(({ status, updatedAt }) => [status, updatedAt])),
});

/**
 * Whether search has a record of the list on the page. All cells of a page ask the same, so that there is one
 * request for them.
 */
export const useSearchState = (uid: string, documentId: string) => {
  const rows = useTable('SearchState', (table) => table.rows) as unknown as readonly ListRow[];
  const request = useMemo(() => requestFor(uid, rows), [uid, rows]);
  const [pollingInterval, setPollingInterval] = useState(0);
  const { data, isError } = useListStatesQuery(request, {
    pollingInterval,
    // Cells are loaded one after the other; who comes a little later does not ask again.
    refetchOnMountOrArgChange: FRESH_FOR_SECONDS,
    // After a turn of the page, a new row is drawn once before the table has it.
    skip: !rows.some((row) => row.documentId === documentId),
  });
  const pending = data?.some(isPending) ?? false;
  useEffect(() => setPollingInterval(pending ? ASK_EVERY_MS : 0), [pending]);
  const state: ListedState | undefined = data?.find((one) => one.documentId === documentId);
  return { state, isError };
};
