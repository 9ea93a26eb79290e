import { WORK_FILES } from '../build-context';
import type { RunContext } from '../run-context';
import type { Stage } from '../stage';

/** What a tag run embedded stays for the next rebuild; where it embedded nothing, the directory is removed. */
const endTagRun = async ({ input: { generation, lease }, ports, state }: RunContext): Promise<void> => {
  await ports.generations.discard(generation, lease.token);
  await ports.workspaceOf(generation).remove(WORK_FILES.snapshot);
  if (!state.built || state.built.totals.embedded === 0) await ports.backend.remove(generation);
};

/** Retires the previous generation, and removes what retention does not keep. */
export const retire: Stage<RunContext> = {
  name: 'retire',
  async run(context, report) {
    const { input, ports } = context;
    report(0, 1);
    if (input.kind === 'tag') await endTagRun(context);
    else await ports.generations.markLive(input.generation, input.lease.token);
    await ports.collect();
    report(1, 1);
  },
};
