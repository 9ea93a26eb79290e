import { keyVariablesOf } from '../backends/opensearch/cluster/cluster';
import type { KeyUser } from './child';
import type { BuiltIndex, ServedIndex } from './protocol';

/** Those who need the variables that hold the credentials of an index. */
export const keyUsersOf = (index: ServedIndex | BuiltIndex): KeyUser[] =>
  index.engine === 'embedded'
    ? []
    : keyVariablesOf(index.cluster).map((apiKeyEnv) => ({ kind: index.engine, apiKeyEnv }));
