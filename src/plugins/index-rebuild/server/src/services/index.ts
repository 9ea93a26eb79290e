import pLimit from 'p-limit';

import type { Strapi } from '../adapters/strapi/types';
import { describeEmbedder } from '../adapters/embedder-info';
import { createContainer, type Container } from '../container';
import { createDrift } from './drift';
import { createAutomaticRebuild } from './drift/automatic-rebuild';
import { createFollower } from './follower';
import { createGenerations } from './generations';
import { createRateLimiter } from './rate-limiter';
import { createRecovery } from './recovery';
import { createRuns } from './runs';
import { createSchedule } from './schedule';
import { createSearch } from './search';
import { createRecords, queryLimit } from './search/records';
import { createStatus } from './status';
import { createStorageReport } from './storage-report';

type Context = { strapi: Strapi };

const container = createContainer;
const drift = ({ strapi }: Context) => createDrift(getService(strapi, 'container'));
const runs = ({ strapi }: Context) =>
  createRuns(getService(strapi, 'container'), getService(strapi, 'drift'));
const storage = ({ strapi }: Context) => createStorageReport(getService(strapi, 'container'));
const status = ({ strapi }: Context) =>
  createStatus(getService(strapi, 'container'), getService(strapi, 'drift'), getService(strapi, 'storage'));
const search = ({ strapi }: Context) => {
  const { settings, live, traffic, driftLevel, log } = getService(strapi, 'container');
  const { uid, passages } = settings.source;
  const records = createRecords(strapi, uid, pLimit(queryLimit(strapi.db.connection.client.pool.max)));
  const parts = { records, live, traffic, driftLevel, log };
  return createSearch({ ...parts, settings: settings.search, passageField: passages.field });
};
const follower = ({ strapi }: Context) => {
  const withRuns = [getService(strapi, 'container'), getService(strapi, 'runs')] as const;
  return createFollower(...withRuns, [
    getService(strapi, 'recovery'),
    getService(strapi, 'drift'),
    createAutomaticRebuild(...withRuns),
  ]);
};
const recovery = ({ strapi }: Context) => {
  const ports = getService(strapi, 'container');
  const modelHash = async () => (await describeEmbedder(ports.settings.embedder)).modelHash;
  return createRecovery({ ...ports, modelHash }, getService(strapi, 'runs'));
};

const rateLimiter = ({ strapi }: Context) =>
  createRateLimiter(getService(strapi, 'container').settings.search.rateLimit);
const generations = ({ strapi }: Context) => createGenerations(getService(strapi, 'container'));
const schedule = ({ strapi }: Context) =>
  createSchedule(
    strapi,
    getService(strapi, 'container'),
    getService(strapi, 'runs'),
    getService(strapi, 'drift')
  );

/** Strapi makes each of these once, when it is first asked for. */
const services = {
  container,
  drift,
  runs,
  generations,
  storage,
  status,
  search,
  rateLimiter,
  follower,
  recovery,
  schedule,
};

export type Services = {
  container: Container;
  drift: ReturnType<typeof createDrift>;
  runs: ReturnType<typeof createRuns>;
  generations: ReturnType<typeof createGenerations>;
  storage: ReturnType<typeof createStorageReport>;
  status: ReturnType<typeof createStatus>;
  search: ReturnType<typeof createSearch>;
  rateLimiter: ReturnType<typeof createRateLimiter>;
  follower: ReturnType<typeof createFollower>;
  recovery: ReturnType<typeof createRecovery>;
  schedule: ReturnType<typeof createSchedule>;
};

export const getService = <Name extends keyof Services>(strapi: Strapi, name: Name): Services[Name] =>
  strapi.plugin('index-rebuild').service(name) as Services[Name];

export default services;
