import pLimit from 'p-limit';

import { PLUGIN_ID } from '../../../shared/constants';
import type { Strapi } from '../lib/strapi';
import { createDrift, type DriftService } from '../services/drift';
import { createAutomaticRebuild } from '../services/drift/automatic-rebuild';
import { createFollower } from '../services/follower';
import { createGenerations } from '../services/generations';
import { createRateLimiter } from '../services/rate-limiter';
import { createRecovery } from '../services/recovery';
import { createRuns } from '../services/runs';
import { createSchedule } from '../services/schedule';
import { createSearch } from '../services/search';
import { createRecords, queryLimit } from '../services/search/records';
import { searchedTypes } from '../services/search/types';
import { createStatus } from '../services/status';
import { createSteering, type SteeringService } from '../services/steering';
import { createStorageReport } from '../services/storage-report';
import { createPorts, type Ports } from './ports';

const createSearchOf = (
  strapi: Strapi,
  ports: Ports,
  { freshValues }: DriftService,
  steering: SteeringService
) => {
  const { search, sources } = ports.settings;
  const limit = pLimit(queryLimit(strapi.db.connection.client.pool.max));
  const records = createRecords(strapi, limit);
  return createSearch({
    ...{ ...ports, freshValues, records, sources, steering },
    ...{ settings: search, types: searchedTypes(sources) },
  });
};

/** Everything that lives as long as the plugin does: the ports, and the services over them. */
const createAll = ({ strapi }: { strapi: Strapi }) => {
  const container = createPorts(strapi);
  const drift = createDrift(container);
  container.live.equipWith(drift.overlay.equip);
  const steering = createSteering(container);
  const runs = createRuns({ ...container, steering }, drift);
  const storage = createStorageReport(container);
  const recovery = createRecovery(container, runs);
  const schedule = createSchedule(container, runs, drift);
  const automaticRebuild = createAutomaticRebuild(container, runs);
  return {
    ...{ container, drift, runs, storage, recovery, schedule },
    generations: createGenerations(container),
    status: createStatus(container, drift, storage, schedule),
    search: createSearchOf(strapi, container, drift, steering),
    rateLimiter: createRateLimiter(container.settings.search.rateLimit),
    follower: createFollower(container, runs, [recovery, drift, automaticRebuild]),
  };
};

export type Services = ReturnType<typeof createAll>;

/** A service of this Strapi's plugin; they are all made when the first one is asked for. */
export const getService = <Name extends keyof Services>(strapi: Strapi, name: Name): Services[Name] =>
  (strapi.plugin(PLUGIN_ID).service('all') as Services)[name];

const part =
  <Name extends keyof Services>(name: Name) =>
  ({ strapi }: { strapi: Strapi }): Services[Name] =>
    getService(strapi, name);

/** Strapi makes each of these once. The names are those by which other code finds them. */
export default {
  all: createAll,
  container: part('container'),
  drift: part('drift'),
  runs: part('runs'),
  storage: part('storage'),
  recovery: part('recovery'),
  generations: part('generations'),
  status: part('status'),
  search: part('search'),
  rateLimiter: part('rateLimiter'),
  follower: part('follower'),
  schedule: part('schedule'),
};
