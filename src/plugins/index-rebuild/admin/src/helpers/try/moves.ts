/** How a hit's rank differs from that in the other list: places gained or lost, or not in that list. */
export type Move = { kind: 'same' } | { kind: 'up' | 'down'; places: number } | { kind: 'absent' };

type Ref = { uid: string; documentId: string };

const keyOf = ({ uid, documentId }: Ref): string => `${uid}:${documentId}`;

/** The moves of `hits`, in their order, from their ranks in `others`. */
export const movesFrom = (others: readonly Ref[], hits: readonly Ref[]): Move[] => {
  const ranks = new Map(others.map((hit, at) => [keyOf(hit), at]));
  return hits.map((hit, at) => {
    const before = ranks.get(keyOf(hit));
    if (before === undefined) return { kind: 'absent' };
    if (before === at) return { kind: 'same' };
    return before > at ? { kind: 'up', places: before - at } : { kind: 'down', places: at - before };
  });
};
