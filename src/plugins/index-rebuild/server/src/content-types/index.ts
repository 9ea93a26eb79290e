import { run } from './run';
import { goldenQuery, searchRule, synonym } from './steering';

export default { run, 'search-rule': searchRule, synonym, 'golden-query': goldenQuery };
