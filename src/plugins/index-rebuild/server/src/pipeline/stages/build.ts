import type { BuildContext } from '../build-context';
import type { Stage } from '../stage';

/** Makes everything written searchable, beside the live generation. */
export const build: Stage<BuildContext> = {
  name: 'build',
  run: ({ ports: { writer } }, report, signal) => writer.build(report, signal),
};
