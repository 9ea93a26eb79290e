import { PLUGIN_ID } from '../../../shared/constants';
import { zodProblems } from '../lib/zod-problems';
import { settingsSchema } from './schema';

export default {
  default: {},
  validator(config: unknown) {
    const problems = zodProblems(settingsSchema.safeParse(config).error);
    if (problems.length === 0) return;
    const lines = problems.map((problem) => `  ${PLUGIN_ID}: ${problem}`);
    throw new Error(`Wrong configuration in config/plugins.ts:\n${lines.join('\n')}`);
  },
};
