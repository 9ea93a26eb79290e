import { adminApi } from '@strapi/strapi/admin';

import type { InsightPeriod } from '../../../shared/constants';
import type {
  CancelRunResponse,
  CheckDriftResponse,
  DriftDetails,
  EraseInsightsResponse,
  Generation,
  GoldenPreview,
  GetInsightsResponse,
  GetRunResponse,
  GetStatusResponse,
  Insights,
  IndexMap,
  ListDriftResponse,
  ListedState,
  ListStatesRequest,
  ListStatesResponse,
  ListFailuresResponse,
  ListGenerationsResponse,
  ListInsightQueriesQuery,
  ListInsightQueriesResponse,
  ListRunsResponse,
  MapPlace,
  MapPlaceResponse,
  MapResponse,
  RestoreRequest,
  RestoreResponse,
  RecordState,
  RecordStateResponse,
  Run,
  StartRunRequest,
  StartRunResponse,
  Status,
  TryOptions,
  TryOptionsResponse,
  TryRecord,
  TryRecordRef,
  TryRecordResponse,
  TryRecordsResponse,
  TryResponse,
  Weights,
  WeightsPreviewResponse,
} from '../../../shared/contracts';

const TAGS = [
  'IndexStatus',
  'IndexRun',
  'IndexGeneration',
  'IndexDrift',
  'IndexInsights',
  'IndexTry',
  'IndexMap',
] as const;

/** What shows a decision about a query: what search answers, and what is suggested, since a word may be found now. */
const DECIDED_TAGS = ['IndexTry', 'IndexInsights'];
const DECIDED_BY = /^(trySearch|getTryRecord|listInsightQueries|suggestSynonyms)\(/;

/** What the Content Manager says of an entry that it has created. */
type Decided = { documentId: string };

type Page = { page: number; pageSize: number };

/** The plugin's admin API; this file owns its cache keys. */
const api = adminApi.enhanceEndpoints({ addTagTypes: [...TAGS] }).injectEndpoints({
  endpoints: (build) => ({
    getStatus: build.query<Status, void>({
      query: () => ({ url: '/index-rebuild/status', method: 'GET' }),
      transformResponse: ({ data }: GetStatusResponse) => data,
      providesTags: ['IndexStatus'],
    }),
    listRuns: build.query<ListRunsResponse, Page>({
      query: (params) => ({ url: '/index-rebuild/runs', method: 'GET', config: { params } }),
      providesTags: ['IndexRun'],
    }),
    getRun: build.query<Run, string>({
      query: (id) => ({ url: `/index-rebuild/runs/${id}`, method: 'GET' }),
      transformResponse: ({ data }: GetRunResponse) => data,
      providesTags: ['IndexRun'],
    }),
    listFailures: build.query<ListFailuresResponse, Page & { run: string }>({
      query: ({ run, ...params }) => ({
        url: `/index-rebuild/runs/${run}/failures`,
        method: 'GET',
        config: { params },
      }),
      providesTags: ['IndexRun'],
    }),
    listGenerations: build.query<Generation[], void>({
      query: () => ({ url: '/index-rebuild/generations', method: 'GET' }),
      transformResponse: ({ data }: ListGenerationsResponse) => data,
      providesTags: ['IndexGeneration'],
    }),
    listDrift: build.query<ListDriftResponse, Page>({
      query: (params) => ({ url: '/index-rebuild/drift', method: 'GET', config: { params } }),
      providesTags: ['IndexDrift'],
    }),
    getRecordState: build.query<RecordState | null, { documentId: string; uid: string; locale?: string }>({
      query: ({ documentId, ...params }) => ({
        url: `/index-rebuild/drift/records/${documentId}`,
        method: 'GET',
        config: { params },
      }),
      transformResponse: ({ data }: RecordStateResponse) => data,
      providesTags: ['IndexDrift'],
    }),
    /** `version` is not sent: another one asks again. */
    listStates: build.query<ListedState[], ListStatesRequest & { version: string }>({
      query: ({ uid, locale, documentIds }) => ({
        url: '/index-rebuild/drift/states',
        method: 'POST',
        data: { uid, locale, documentIds },
      }),
      transformResponse: ({ data }: ListStatesResponse) => data,
      // Strapi draws a list again when it has found out its locale.
      keepUnusedDataFor: 2,
      providesTags: ['IndexDrift'],
    }),
    getMap: build.query<IndexMap, void>({
      query: () => ({ url: '/index-rebuild/map', method: 'GET' }),
      transformResponse: ({ data }: MapResponse) => data,
      providesTags: ['IndexMap'],
    }),
    getMapPlace: build.query<MapPlace, string>({
      // Strapi does not encode parameters.
      query: (q) => ({ url: `/index-rebuild/map/query?${new URLSearchParams({ q })}`, method: 'GET' }),
      transformResponse: ({ data }: MapPlaceResponse) => data,
      providesTags: ['IndexMap'],
    }),
    checkDrift: build.mutation<DriftDetails | null, void>({
      query: () => ({ url: '/index-rebuild/drift/check', method: 'POST', data: {} }),
      transformResponse: ({ data }: CheckDriftResponse) => data,
      invalidatesTags: ['IndexStatus', 'IndexDrift'],
    }),
    getInsights: build.query<Insights, InsightPeriod>({
      query: (days) => ({ url: '/index-rebuild/insights', method: 'GET', config: { params: { days } } }),
      transformResponse: ({ data }: GetInsightsResponse) => data,
      providesTags: ['IndexInsights'],
    }),
    listInsightQueries: build.query<ListInsightQueriesResponse, ListInsightQueriesQuery>({
      query: (params) => ({ url: '/index-rebuild/insights/queries', method: 'GET', config: { params } }),
      providesTags: ['IndexInsights'],
    }),
    eraseInsights: build.mutation<EraseInsightsResponse, void>({
      query: () => ({ url: '/index-rebuild/insights', method: 'DELETE' }),
      invalidatesTags: ['IndexInsights'],
    }),
    startRun: build.mutation<Run, StartRunRequest>({
      query: (data) => ({ url: '/index-rebuild/runs', method: 'POST', data }),
      transformResponse: ({ data }: StartRunResponse) => data,
      // Also after a refusal: then another run is active, and the page has to show it.
      invalidatesTags: ['IndexStatus', 'IndexRun'],
    }),
    cancelRun: build.mutation<Run, string>({
      query: (id) => ({ url: `/index-rebuild/runs/${id}/cancel`, method: 'POST', data: {} }),
      transformResponse: ({ data }: CancelRunResponse) => data,
      invalidatesTags: ['IndexStatus', 'IndexRun'],
    }),
    restore: build.mutation<Run, RestoreRequest & { generation: string }>({
      query: ({ generation, ...data }) => ({
        url: `/index-rebuild/generations/${generation}/restore`,
        method: 'POST',
        data,
      }),
      transformResponse: ({ data }: RestoreResponse) => data,
      // Also the list: a refusal can mean that the generation no longer exists.
      invalidatesTags: ['IndexStatus', 'IndexRun', 'IndexGeneration'],
    }),
    getTryOptions: build.query<TryOptions, void>({
      query: () => ({ url: '/index-rebuild/try/options', method: 'GET' }),
      transformResponse: ({ data }: TryOptionsResponse) => data,
      providesTags: ['IndexGeneration'],
    }),
    // Their answers change with every edit: each look asks again. The argument is the whole URL.
    /** Writes a search rule, a synonym or a golden query, as the Content Manager does. */
    decide: build.mutation<Decided, { uid: string; data: object }>({
      query: ({ uid, data }) => ({ url: `/content-manager/collection-types/${uid}`, method: 'POST', data }),
      transformResponse: ({ data }: { data: Decided }) => data,
      async onQueryStarted(_, { dispatch, queryFulfilled }) {
        await queryFulfilled.catch(() => {});
        // A search that is under way was asked before, and only what is answered can be asked for again.
        const running = dispatch(adminApi.util.getRunningQueriesThunk());
        await Promise.allSettled(running.filter(({ queryCacheKey }) => DECIDED_BY.test(queryCacheKey)));
        dispatch(adminApi.util.invalidateTags(DECIDED_TAGS as never));
      },
    }),
    previewWeights: build.mutation<GoldenPreview, Weights>({
      query: (weights) => ({ url: '/index-rebuild/try/weights/preview', method: 'POST', data: { weights } }),
      transformResponse: ({ data }: WeightsPreviewResponse) => data,
    }),
    trySearch: build.query<TryResponse, string>({
      query: (url) => ({ url, method: 'GET' }),
      keepUnusedDataFor: 0,
      providesTags: ['IndexGeneration', 'IndexTry'],
    }),
    getTryRecord: build.query<TryRecord, string>({
      query: (url) => ({ url, method: 'GET' }),
      transformResponse: ({ data }: TryRecordResponse) => data,
      keepUnusedDataFor: 0,
      providesTags: ['IndexGeneration', 'IndexTry'],
    }),
    findTryRecords: build.query<TryRecordRef[], string>({
      query: (url) => ({ url, method: 'GET' }),
      transformResponse: ({ data }: TryRecordsResponse) => data,
      keepUnusedDataFor: 0,
    }),
  }),
  overrideExisting: true,
});

export const {
  useGetStatusQuery,
  useListRunsQuery,
  useGetRunQuery,
  useListFailuresQuery,
  useListGenerationsQuery,
  useListDriftQuery,
  useGetRecordStateQuery,
  useListStatesQuery,
  useGetMapQuery,
  useGetMapPlaceQuery,
  useCheckDriftMutation,
  useGetInsightsQuery,
  useListInsightQueriesQuery,
  useEraseInsightsMutation,
  useStartRunMutation,
  useCancelRunMutation,
  useRestoreMutation,
  useGetTryOptionsQuery,
  useDecideMutation,
  usePreviewWeightsMutation,
  useTrySearchQuery,
  useGetTryRecordQuery,
  useFindTryRecordsQuery,
} = api;

/** Loads again whatever on the page a run may have changed. */
export const refreshAfterRun = () =>
  api.util.invalidateTags(['IndexRun', 'IndexGeneration', 'IndexDrift', 'IndexMap']);
