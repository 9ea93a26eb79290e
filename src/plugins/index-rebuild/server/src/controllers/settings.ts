import type { Context } from 'koa';

import type { SettingsSection } from '../../../shared/constants';
import {
  changeSettingRequestSchema,
  listSettingsChangesQuerySchema,
  nextTimesQuerySchema,
  resetSettingRequestSchema,
  settingsSectionSchema,
  type ChangeSettingResponse,
  type GetSettingsResponse,
  type ListSettingsChangesResponse,
  type NextTimesResponse,
} from '../../../shared/contracts';
import { getService } from '../container/services';
import type { Strapi } from '../lib/strapi';
import { displayNameOf } from './display-name';
import { parse } from './parse';

type OfSection = Context & { params: { section: string } };

const sectionOf = ({ params }: OfSection): SettingsSection => parse(settingsSectionSchema, params.section);

const bodyOf = (ctx: Context): unknown => (ctx.request as { body?: unknown }).body;

export const settings = ({ strapi }: { strapi: Strapi }) => ({
  async get(ctx: Context) {
    const service = getService(strapi, 'runtimeSettings');
    ctx.body = { data: await service.page() } satisfies GetSettingsResponse;
  },

  async change(ctx: OfSection) {
    const request = parse(changeSettingRequestSchema, bodyOf(ctx));
    const by = displayNameOf(ctx.state.user);
    const data = await getService(strapi, 'runtimeSettings').change(sectionOf(ctx), request, by);
    ctx.body = { data } satisfies ChangeSettingResponse;
  },

  async reset(ctx: OfSection) {
    const request = parse(resetSettingRequestSchema, bodyOf(ctx));
    const by = displayNameOf(ctx.state.user);
    const data = await getService(strapi, 'runtimeSettings').reset(sectionOf(ctx), request, by);
    ctx.body = { data } satisfies ChangeSettingResponse;
  },

  async changes(ctx: Context) {
    const { page, pageSize } = parse(listSettingsChangesQuerySchema, ctx.query);
    const { items, pagination } = await getService(strapi, 'runtimeSettings').changes(page, pageSize);
    ctx.body = { data: items, meta: { pagination } } satisfies ListSettingsChangesResponse;
  },

  async times(ctx: Context) {
    const { rule, timeZone } = parse(nextTimesQuerySchema, ctx.query);
    const data = getService(strapi, 'schedule').nextTimes(rule, timeZone);
    ctx.body = { data } satisfies NextTimesResponse;
  },
});
