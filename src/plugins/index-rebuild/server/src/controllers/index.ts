import { generations } from './generations';
import { runs } from './runs';
import { status } from './status';

export default { generations, runs, status };
