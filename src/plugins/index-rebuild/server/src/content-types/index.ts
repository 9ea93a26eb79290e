import { run } from './run';

export default { run };
