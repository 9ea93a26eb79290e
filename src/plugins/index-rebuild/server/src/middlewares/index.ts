import { errors } from './errors';
import { insights } from './insights';
import { rateLimit } from './rate-limit';

export default { errors, insights, 'rate-limit': rateLimit };
