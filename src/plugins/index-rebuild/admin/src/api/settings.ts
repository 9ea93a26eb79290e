import { adminApi } from '@strapi/strapi/admin';

import type { SettingsSection } from '../../../shared/constants';
import type {
  ChangeSettingRequest,
  ChangeSettingResponse,
  GetSettingsResponse,
  ListSettingsChangesResponse,
  NextTimesQuery,
  NextTimesResponse,
  ResetSettingRequest,
  Setting,
  SettingsPage,
} from '../../../shared/contracts';

const TAGS = [
  'IndexSettings',
  'IndexStatus',
  'IndexDrift',
  'IndexInsights',
  'IndexTry',
  'IndexGeneration',
] as const;

type OfSection = { section: SettingsSection };
type Page = { page: number; pageSize: number };

/** What may change while Strapi runs. */
const api = adminApi.enhanceEndpoints({ addTagTypes: [...TAGS] }).injectEndpoints({
  endpoints: (build) => ({
    getSettings: build.query<SettingsPage, void>({
      query: () => ({ url: '/index-rebuild/settings', method: 'GET' }),
      transformResponse: ({ data }: GetSettingsResponse) => data,
      providesTags: ['IndexSettings'],
    }),
    listSettingsChanges: build.query<ListSettingsChangesResponse, Page>({
      query: (params) => ({ url: '/index-rebuild/settings/changes', method: 'GET', config: { params } }),
      providesTags: ['IndexSettings'],
    }),
    nextTimes: build.query<string[], NextTimesQuery>({
      // Strapi does not encode parameters, and a cron expression may have a "#".
      query: (params) => ({
        url: `/index-rebuild/settings/times?${new URLSearchParams(params)}`,
        method: 'GET',
      }),
      transformResponse: ({ data }: NextTimesResponse) => data,
      keepUnusedDataFor: 0,
    }),
    changeSetting: build.mutation<Setting, OfSection & ChangeSettingRequest>({
      query: ({ section, ...data }) => ({ url: `/index-rebuild/settings/${section}`, method: 'PUT', data }),
      transformResponse: ({ data }: ChangeSettingResponse) => data,
      // What it may show elsewhere: the next rebuild, the level of drift, insights. Also after a refusal:
      // somebody else may have changed it.
      invalidatesTags: [...TAGS],
    }),
    resetSetting: build.mutation<Setting, OfSection & ResetSettingRequest>({
      query: ({ section, ...data }) => ({
        url: `/index-rebuild/settings/${section}/reset`,
        method: 'POST',
        data,
      }),
      transformResponse: ({ data }: ChangeSettingResponse) => data,
      invalidatesTags: [...TAGS],
    }),
  }),
  overrideExisting: true,
});

export const {
  useGetSettingsQuery,
  useListSettingsChangesQuery,
  useNextTimesQuery,
  useChangeSettingMutation,
  useResetSettingMutation,
} = api;
