import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';

import { ACTIONS } from '../../../shared/constants';
import { getService } from '../container/services';

type Query = { filters?: unknown };

/** Lets the Content Manager's list of a source be filtered by whether search has its records. */
export const inSearch =
  (_: unknown, { strapi }: { strapi: Core.Strapi }) =>
  async (ctx: Context & { params: { model: string } }, next: Next): Promise<void> => {
    // The Content Manager's own middleware takes the status out of this object in the same way.
    const query: Query = ctx.request.query;
    const replace = (filters: object): void => {
      if (Object.keys(filters).length === 0) delete query.filters;
      else query.filters = filters;
    };
    const mayFilter = ctx.state.userAbility.can(ACTIONS.read) === true;
    const asked = { uid: ctx.params.model, filters: query.filters, mayFilter };
    await getService(strapi, 'inSearch').narrowed(asked, replace, next);
  };
