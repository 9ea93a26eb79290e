import { PLUGIN_ID } from '../../../shared/constants';
import { settingsSchema } from './schema';

/** "index-rebuild: search.maxLimit: Too small …", one line a problem. */
const problemsOf = (config: unknown): string[] => {
  const { error } = settingsSchema.safeParse(config);
  return (error?.issues ?? []).map(({ path, message }) =>
    [PLUGIN_ID, path.join('.'), message].filter(Boolean).join(': ')
  );
};

export default {
  default: {},
  validator(config: unknown) {
    const problems = problemsOf(config);
    if (problems.length > 0) {
      throw new Error(
        `Wrong configuration in config/plugins.ts:\n${problems.map((line) => `  ${line}`).join('\n')}`
      );
    }
  },
};
