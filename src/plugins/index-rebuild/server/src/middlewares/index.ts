import { errors } from './errors';
import { inSearch } from './in-search';
import { insights } from './insights';
import { markSources } from './mark-sources';
import { rateLimit } from './rate-limit';

export default {
  errors,
  'in-search': inSearch,
  insights,
  'mark-sources': markSources,
  'rate-limit': rateLimit,
};
