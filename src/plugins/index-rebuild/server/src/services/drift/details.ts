import type { Drift, DriftDetails } from '../../../../shared/contracts';
import { estimateSeconds } from '../../domain/speed';
import type { DriftState } from '../../ports/drift-store';
import type { DriftPorts } from './ports';

/** Runs from whose speed the duration of the next one is estimated. */
const PAST_RUNS = 20;

/** What a rebuild now would embed, and how long it would take. */
const estimateOf = async (
  { runs }: Pick<DriftPorts, 'runs'>,
  { added, changed }: Drift
): Promise<DriftDetails['estimate']> => {
  const { items } = await runs.list(1, PAST_RUNS);
  const past = items.flatMap(({ kind, status, durationMs, records: { embedded } }) =>
    kind === 'rebuild' && status === 'completed' && durationMs !== null ? [{ embedded, durationMs }] : []
  );
  const embedded = added + changed;
  return { records: embedded, seconds: estimateSeconds(past, embedded) };
};

/** Drift, the generation it refers to and what a rebuild would take; null before the first comparison. */
export const detailsOf = async (
  ports: Pick<DriftPorts, 'runs'>,
  { state, drift }: { state: DriftState; drift: Drift | null }
): Promise<DriftDetails | null> => {
  if (!drift || state.generation === null) return null;
  const checkedAt = state.checkedAt?.toISOString() ?? null;
  return { ...drift, generation: state.generation, checkedAt, estimate: await estimateOf(ports, drift) };
};
