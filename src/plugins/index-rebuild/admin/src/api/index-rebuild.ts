import { adminApi } from '@strapi/strapi/admin';

import type {
  GetRunResponse,
  GetStatusResponse,
  ListRunsResponse,
  Run,
  RunDetail,
  StartRunRequest,
  StartRunResponse,
  Status,
} from '../../../shared/contracts';

const TAGS = ['IndexStatus', 'IndexRun'] as const;

/** The plugin's admin API; this file owns its cache keys. */
const api = adminApi.enhanceEndpoints({ addTagTypes: [...TAGS] }).injectEndpoints({
  endpoints: (build) => ({
    getStatus: build.query<Status, void>({
      query: () => ({ url: '/index-rebuild/status', method: 'GET' }),
      transformResponse: ({ data }: GetStatusResponse) => data,
      providesTags: ['IndexStatus'],
    }),
    listRuns: build.query<ListRunsResponse, { page: number; pageSize: number }>({
      query: (params) => ({ url: '/index-rebuild/runs', method: 'GET', config: { params } }),
      providesTags: ['IndexRun'],
    }),
    getRun: build.query<RunDetail, string>({
      query: (id) => ({ url: `/index-rebuild/runs/${id}`, method: 'GET' }),
      transformResponse: ({ data }: GetRunResponse) => data,
      providesTags: ['IndexRun'],
    }),
    startRun: build.mutation<Run, StartRunRequest>({
      query: (data) => ({ url: '/index-rebuild/runs', method: 'POST', data }),
      transformResponse: ({ data }: StartRunResponse) => data,
      // After a refusal as well: another run is active then, and the page has to show it.
      invalidatesTags: ['IndexStatus', 'IndexRun'],
    }),
  }),
  overrideExisting: true,
});

export const { useGetStatusQuery, useListRunsQuery, useGetRunQuery, useStartRunMutation } = api;

/** Asks again for the history and the details that are on the page. */
export const refreshRuns = () => api.util.invalidateTags(['IndexRun']);
