// @ts-check
import { ensureCompiler, nodeHeaders } from './native.mjs';
import { nodeAccepts, npm, SetupError } from './run.mjs';

const PROBE = `const Database = require('better-sqlite3');
  const { one } = new Database(':memory:').prepare('select 1 as one').get();
  process.exit(one === 1 ? 0 : 1);`;

/** better-sqlite3's native module: its own prebuilt file if it can be downloaded, otherwise compiled. */
export const sqlite = {
  name: 'SQLite binding',
  isDone: () => nodeAccepts(PROBE),
  async run() {
    await ensureCompiler('compiling better-sqlite3');
    const headers = nodeHeaders();
    const env = headers ? { npm_config_nodedir: headers } : {};
    const args = ['rebuild', 'better-sqlite3', '--ignore-scripts=false'];
    const { tail } = await npm('sqlite', args, { env });
    if (!nodeAccepts(PROBE)) throw new SetupError(`better-sqlite3 could not be built:\n${tail}`);
  },
};
