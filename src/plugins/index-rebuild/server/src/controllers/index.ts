import { apiRuns } from './api-runs';
import { apiStatus } from './api-status';
import { drift } from './drift';
import { generations } from './generations';
import { insights } from './insights';
import { map } from './map';
import { health, metrics } from './operations';
import { runs } from './runs';
import { search } from './search';
import { settings } from './settings';
import { status } from './status';
import { trySearch } from './try-search';
import { weights } from './weights';

/** Those of the content API have the plain names: permissions are called after them. */
export default {
  search,
  health,
  metrics,
  runs: apiRuns,
  status: apiStatus,
  'admin-drift': drift,
  'admin-generations': generations,
  'admin-insights': insights,
  'admin-map': map,
  'admin-runs': runs,
  'admin-settings': settings,
  'admin-status': status,
  'admin-try': trySearch,
  'admin-weights': weights,
};
