import { useTable } from '@strapi/strapi/admin';
import { useMemo } from 'react';

import { useFindRecordsQuery } from '../api/suggestions';
import { idsIn } from '../helpers/record-ids';
import { choicesUrl } from '../helpers/try/request';

/** A row of the Content Manager's list of search rules or golden queries. */
export type NamingRow = { contentType?: string | null; locale?: string | null } & Record<string, unknown>;

/**
 * The names of the records whose ids a field of this row holds; null for what has no name or may not be read. All
 * cells of a page with the same content type and locale ask the same, so that there is one request for them.
 */
export const useListedNames = ({ contentType, locale }: NamingRow, field: string) => {
  const rows = useTable('ListedNames', (table) => table.rows) as unknown as readonly NamingRow[];
  const url = useMemo(() => {
    const alike = rows.filter((row) => row.contentType === contentType && row.locale === locale);
    const ids = [...new Set(alike.flatMap((row) => idsIn(row[field])))];
    return ids.length === 0 ? null : choicesUrl({ uid: contentType ?? undefined, ids, locale });
  }, [rows, contentType, locale, field]);
  const { data } = useFindRecordsQuery(url ?? '', { skip: url === null || !contentType });
  return (id: string): string | null => data?.data.find(({ documentId }) => documentId === id)?.name ?? null;
};
