import type { Core } from '@strapi/strapi';

export type { Knex } from 'knex';

export type Strapi = Core.Strapi;
