import type { Projection } from '../../domain/projection/projection';
import type { DriftStore } from '../../ports/drift-store';

export type MapDriftKind = 'changed' | 'removed';

/** How records of the map differ from what is published, by key; none while another generation is compared with. */
export const driftKinds = async (
  drift: Pick<DriftStore, 'state' | 'pages'>,
  { generation }: Pick<Projection, 'generation'>
): Promise<ReadonlyMap<string, MapDriftKind>> => {
  const kinds = new Map<string, MapDriftKind>();
  if ((await drift.state()).generation !== generation) return kinds;
  for await (const rows of drift.pages()) {
    for (const { key, kind } of rows) if (kind !== 'added') kinds.set(key, kind);
  }
  return kinds;
};
