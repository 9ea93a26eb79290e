import { Cron } from 'croner';

import type { Cron as CronPort } from '../../ports/cron';

export const nextTime: CronPort['next'] = (rule, timezone, after) =>
  new Cron(rule, { paused: true, timezone }).nextRun(after);
