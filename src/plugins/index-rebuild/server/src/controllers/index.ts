import { drift } from './drift';
import { generations } from './generations';
import { runs } from './runs';
import { status } from './status';

export default { drift, generations, runs, status };
