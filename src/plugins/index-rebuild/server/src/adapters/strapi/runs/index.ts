import { RUN_UID } from '../../../content-types/models';
import type { Strapi } from '../../../lib/strapi';
import type { Clock } from '../../../ports/clock';
import type { RunStore } from '../../../ports/run-store';
import { runReads } from './reads';
import type { RunQuery } from './rows';
import { runWrites } from './writes';

/** Runs as rows of the run content type. */
export const createRunStore = (strapi: Strapi, clock: Clock): RunStore => {
  const runs: RunQuery = () => strapi.db.query(RUN_UID);
  return { ...runReads(runs), ...runWrites(runs, clock) };
};
