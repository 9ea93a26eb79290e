import { errors } from './errors';
import { inSearch } from './in-search';
import { insights } from './insights';
import { rateLimit } from './rate-limit';

export default { errors, 'in-search': inSearch, insights, 'rate-limit': rateLimit };
