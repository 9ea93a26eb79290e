import type { ReadyMap } from '../../../../shared/contracts';

export const COLOUR_BY = ['tag', 'source', 'drift'] as const;
export type ColourBy = (typeof COLOUR_BY)[number];

/** Told apart by people who see few colours, and each with a contrast of 3:1 and more on its background. */
const LIGHT = ['#0072B2', '#C2410C', '#00805E', '#B0468A', '#8A6D00', '#5B3FD6', '#0E7C86', '#7A3E1D'];
const DARK = ['#56B4E9', '#FF9E5E', '#3DDC97', '#F08CC4', '#F0E442', '#B39DFF', '#5CE1E6', '#E0A98A'];
const LIGHT_REST = '#7A7A92';
const DARK_REST = '#9A9AB5';

/** A kind of points; `key` is that of a text where the kind has no name of its own. */
export type Group = { name: string | null; key: GroupKey | null; colour: string; count: number };
export type GroupKey = 'rest' | 'untagged' | 'current' | 'changed' | 'removed';

export type Colouring = {
  groups: readonly Group[];
  /** The group of each point. */
  groupOf: Uint8Array;
};

type Kinds = { kinds: Pick<Group, 'name' | 'key'>[]; groupOf: Uint8Array; rest: readonly GroupKey[] };

const byTag = ({ tags, points }: ReadyMap): Kinds => {
  const named = Math.min(tags.length, LIGHT.length);
  return {
    kinds: [
      ...tags.slice(0, named).map((name) => ({ name, key: null })),
      { name: null, key: 'rest' },
      { name: null, key: 'untagged' },
    ],
    // The most frequent of a record's tags: they are numbered by frequency.
    groupOf: Uint8Array.from(points.tags, (own) =>
      own.length === 0 ? named + 1 : Math.min(named, Math.min(...own))
    ),
    rest: ['rest', 'untagged'],
  };
};

const bySource = ({ sources, points }: ReadyMap): Kinds => {
  const named = Math.min(sources.length, LIGHT.length);
  return {
    kinds: [
      ...sources.slice(0, named).map(({ label }) => ({ name: label, key: null })),
      { name: null, key: 'rest' },
    ],
    groupOf: Uint8Array.from(points.source, (source) => Math.min(named, source)),
    rest: ['rest'],
  };
};

const DRIFT_GROUPS: readonly GroupKey[] = ['changed', 'removed', 'current'];

const byDrift = ({ drift, points }: ReadyMap): Kinds => {
  const groupOf = new Uint8Array(points.x.length).fill(DRIFT_GROUPS.indexOf('current'));
  for (const { point, kind } of drift) groupOf[point] = DRIFT_GROUPS.indexOf(kind);
  return { kinds: DRIFT_GROUPS.map((key) => ({ name: null, key })), groupOf, rest: ['current'] };
};

const KINDS: Record<ColourBy, (map: ReadyMap) => Kinds> = { tag: byTag, source: bySource, drift: byDrift };

/** Colours for the points of a map, and what each means. */
export const colouringOf = (map: ReadyMap, by: ColourBy, isDark: boolean): Colouring => {
  const { kinds, groupOf, rest } = KINDS[by](map);
  const counts = new Array<number>(kinds.length).fill(0);
  for (const group of groupOf) counts[group] += 1;
  const palette = isDark ? DARK : LIGHT;
  const colourOf = (key: GroupKey | null, at: number): string => {
    if (key === null || !rest.includes(key)) return palette[at % palette.length];
    return isDark ? DARK_REST : LIGHT_REST;
  };
  return {
    groups: kinds.map((kind, at) => ({ ...kind, colour: colourOf(kind.key, at), count: counts[at] })),
    groupOf,
  };
};
