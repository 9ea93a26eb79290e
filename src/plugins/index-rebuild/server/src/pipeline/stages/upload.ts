import { leaseLost } from '../../domain/errors';
import type { RunContext } from '../run-context';
import type { Stage } from '../stage';

const MB = 1024 * 1024;

const inMb = (bytes: number): number => Math.ceil(bytes / MB);

/** A run that was frozen for longer than its lease must not show the others what it has built. */
const assertLease = async ({ input: { lease }, ports: { catalog } }: RunContext): Promise<void> => {
  const { held, holder, token } = await catalog.read();
  if (!held || holder !== lease.holder || token !== lease.token) throw leaseLost();
};

/** Lets every process have the generation before it becomes live. Until then others do not see it. */
export const upload: Stage<RunContext> = {
  name: 'upload',

  async run(context, report, signal) {
    const { input, ports, state } = context;
    report(0, null);
    if (await ports.backend.isUploaded(input.generation)) return;
    state.uploads = true;
    await ports.backend.upload(input.generation, {
      onProgress: (done, total) => report(inMb(done), inMb(total)),
      beforeVisible: () => assertLease(context),
      signal,
    });
  },

  async undo({ input, ports, state }) {
    if (state.uploads) await ports.backend.withdraw(input.generation);
  },
};
