import { drift } from './drift';
import { generations } from './generations';
import { runs } from './runs';
import { search } from './search';
import { status } from './status';

/** Those of the content API have the plain names: permissions are called after them. */
export default {
  search,
  'admin-drift': drift,
  'admin-generations': generations,
  'admin-runs': runs,
  'admin-status': status,
};
