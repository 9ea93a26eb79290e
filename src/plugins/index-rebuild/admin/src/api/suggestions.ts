import { adminApi } from '@strapi/strapi/admin';

import type {
  RecordChoices,
  SuggestedSynonym,
  SuggestedSynonymsResponse,
  SynonymPair,
} from '../../../shared/contracts';

/** What helps to fill in the forms of rules, synonyms and golden queries. */
const api = adminApi.enhanceEndpoints({ addTagTypes: ['IndexInsights'] }).injectEndpoints({
  endpoints: (build) => ({
    suggestSynonyms: build.query<SuggestedSynonym[], { query: string; locale?: string }>({
      // Strapi does not encode parameters.
      query: ({ query, locale }) => ({
        url: `/index-rebuild/insights/synonyms?${new URLSearchParams({ query, ...(locale !== undefined && { locale }) })}`,
        method: 'GET',
      }),
      transformResponse: ({ data }: SuggestedSynonymsResponse) => data,
      keepUnusedDataFor: 0,
      providesTags: ['IndexInsights'],
    }),
    dismissSynonym: build.mutation<unknown, SynonymPair>({
      query: (data) => ({ url: '/index-rebuild/insights/synonyms/dismiss', method: 'POST', data }),
      invalidatesTags: ['IndexInsights'],
    }),
    /** Records to choose from, as the signed-in user may see them. The argument is the whole URL. */
    findRecords: build.query<RecordChoices, string>({
      query: (url) => ({ url, method: 'GET' }),
      keepUnusedDataFor: 0,
    }),
  }),
  overrideExisting: true,
});

export const { useSuggestSynonymsQuery, useDismissSynonymMutation, useFindRecordsQuery } = api;
