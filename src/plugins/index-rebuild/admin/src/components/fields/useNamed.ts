import { useForm } from '@strapi/strapi/admin';

import type { TryRecordRef } from '../../../../shared/contracts';
import { useFindRecordsQuery } from '../../api/suggestions';
import { choicesUrl } from '../../helpers/try/request';
import { SOURCE } from './field-props';

type FormValues = { contentType?: string | null; locale?: string | null };

/** The records whose ids a field holds, with their names as far as they are known, their content type and language. */
export const useNamed = (
  ids: readonly string[]
): { uid: string | undefined; locale: string | null | undefined; named: TryRecordRef[] } => {
  const { contentType, locale } = useForm('useNamed', ({ values }) => values as FormValues);
  const uid = contentType || undefined;
  const { data } = useFindRecordsQuery(choicesUrl({ uid, ids, locale }), {
    skip: ids.length === 0 || uid === undefined,
  });
  const named = ids.map(
    (documentId) =>
      data?.data.find((record) => record.documentId === documentId) ?? {
        ...{ uid: uid ?? '', documentId, locale: null, name: null },
      }
  );
  return { uid, locale, named };
};

/** Fills in the content type of the record that was chosen. */
export const useSourceOf = () => {
  const onChange = useForm('useSourceOf', (state) => state.onChange);
  return ({ uid }: TryRecordRef): void => onChange(SOURCE, uid);
};
