import type { Drift, DriftLevel } from '../../../../shared/contracts';
import { levelOf, shareOf, type DriftCounts } from '../../domain/drift';
import type { DriftState } from '../../ports/drift-store';
import type { DriftPorts } from './ports';

export type LevelChange = { from: DriftLevel; to: DriftLevel; generation: string; drift: Drift };

/**
 * Drift in numbers. They are counted again only when the rows have changed, in whichever process, and
 * exactly one process of the cluster reports a change of level.
 */
export const createSummary = (
  {
    drift,
    settings,
    refreshSettings,
    clock,
    driftLevel,
  }: Pick<DriftPorts, 'drift' | 'settings' | 'refreshSettings' | 'clock' | 'driftLevel'>,
  /** How many of the records are searchable already. */
  searchable: () => number,
  onLevel: (change: LevelChange) => void
) => {
  let counted: { revision: number; counts: DriftCounts } | null = null;

  const countsAt = async ({ revision }: DriftState): Promise<DriftCounts> => {
    // The revision is read before the rows: what is written in between is counted again.
    if (counted?.revision !== revision) counted = { revision, counts: await drift.counts() };
    return counted.counts;
  };

  return {
    /** @returns Null before the first comparison. */
    async read(): Promise<{ state: DriftState; drift: Drift | null }> {
      const state = await drift.state();
      const { generation, records } = state;
      if (generation === null) {
        driftLevel.current = null;
        return { state, drift: null };
      }
      const counts = await countsAt(state);
      const levelNow = (): DriftLevel => levelOf(counts, records, settings.drift.warning, clock.now());
      // Settings that have just changed elsewhere must not move the level to and fro.
      if (levelNow() !== state.level) await refreshSettings();
      const level = levelNow();
      const { added, changed, removed } = counts;
      const since = counts.since?.toISOString() ?? null;
      const share = shareOf(counts, records);
      const summary: Drift = { added, changed, removed, share, level, since, searchable: searchable() };
      driftLevel.current = level;
      if (level !== state.level && (await drift.moveLevel(state.level, level))) {
        onLevel({ from: state.level, to: level, generation, drift: summary });
      }
      return { state, drift: summary };
    },
  };
};
