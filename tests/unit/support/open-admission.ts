import { settingsSchema } from '../../../src/plugins/index-rebuild/server/src/config/schema';
import { monotonicMs } from '../../../src/plugins/index-rebuild/server/src/lib/monotonic';
import {
  createAdmission,
  type Admission,
} from '../../../src/plugins/index-rebuild/server/src/services/search/admission';

const { search } = settingsSchema.parse({});

/** The queue of searches, with the limits that it has by default. */
export const openAdmission = (): Admission => createAdmission({ ...search, now: monotonicMs });
