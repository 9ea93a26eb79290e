import { runs } from './runs';
import { status } from './status';

export default { runs, status };
