import type { ReadyMap, SourceInfo } from '../../../../shared/contracts';
import { NEAREST_KEPT, type Projection } from '../../domain/projection/projection';
import { recordOf, type RecordRef } from '../../domain/record';
import type { MapDriftKind } from './drift-kinds';

export type MapSource = SourceInfo & { displayName: string };

/** Whether the caller may read records of this content type and locale. */
export type IsReadable = (uid: string, locale: string | null) => boolean;

/** What of the map the caller may see. @param withTags The content types whose tags are shown. */
export type Viewer = { isReadable: IsReadable; withTags: ReadonlySet<string> };

/** Screens have fewer pixels than this. */
const PRECISION = 1e4;
const rounded = (share: number): number => Math.round(share * PRECISION) / PRECISION;

/** Numbers things in the order in which they come. */
const createNumbers = <Thing>() => {
  const numbers = new Map<Thing, number>();
  return {
    of(thing: Thing): number {
      const known = numbers.get(thing);
      if (known !== undefined) return known;
      numbers.set(thing, numbers.size);
      return numbers.size - 1;
    },
    all: (): Thing[] => [...numbers.keys()],
  };
};

const byFrequency = (lists: readonly (readonly string[])[]): string[] => {
  const counts = new Map<string, number>();
  for (const tag of lists.flat()) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a.localeCompare(b));
};

type Shown = { record: RecordRef; place: number; tags: readonly string[] };

const columnsOf = (shown: readonly Shown[], projection: Projection, sources: readonly MapSource[]) => {
  const numberOfSource = new Map(sources.map(({ uid }, number) => [uid, number]));
  const locales = createNumbers<string | null>();
  const tags = byFrequency(shown.map((one) => one.tags));
  const numberOfTag = new Map(tags.map((tag, number) => [tag, number]));
  return {
    tags,
    points: {
      documentId: shown.map(({ record }) => record.documentId),
      source: shown.map(({ record }) => numberOfSource.get(record.uid) ?? 0),
      locale: shown.map(({ record }) => locales.of(record.locale)),
      name: shown.map(({ place }) => projection.names[place]),
      x: shown.map(({ place }) => rounded(projection.x[place])),
      y: shown.map(({ place }) => rounded(projection.y[place])),
      tags: shown.map((one) => one.tags.map((tag) => numberOfTag.get(tag) ?? 0)),
    },
    locales: locales.all(),
  };
};

/** The relations between points, by their numbers among those shown; none to a point that is not. */
const relationsOf = (shown: readonly Shown[], { nearest, duplicates }: Projection) => {
  const numbers = new Map(shown.map(({ place }, number) => [place, number]));
  return {
    nearest: shown.map(({ place }) =>
      Array.from(nearest.subarray(place * NEAREST_KEPT, (place + 1) * NEAREST_KEPT)).flatMap(
        (near) => numbers.get(near) ?? []
      )
    ),
    duplicates: duplicates.flatMap(({ cosine, ...pair }) => {
      const [first, second] = [numbers.get(pair.first), numbers.get(pair.second)];
      return first === undefined || second === undefined ? [] : [{ first, second, cosine: rounded(cosine) }];
    }),
  };
};

/** The map as a person may see it: records and tags that they may not read are left out. */
export const shownMap = (
  projection: Projection,
  sources: readonly MapSource[],
  { isReadable, withTags }: Viewer,
  drift: ReadonlyMap<string, MapDriftKind>
): ReadyMap => {
  const { generation, createdAt: computedAt, records, keys } = projection;
  const shown = keys.flatMap((key, place) => {
    const record = recordOf(key);
    if (!isReadable(record.uid, record.locale)) return [];
    return [{ record, place, tags: withTags.has(record.uid) ? projection.tags[place] : [] }];
  });
  return {
    ...{ state: 'ready', generation, computedAt, records },
    ...{ placed: keys.length, hidden: keys.length - shown.length },
    sources: sources.map(({ uid, label, isSingleType }) => ({ uid, label, isSingleType })),
    ...columnsOf(shown, projection, sources),
    drift: shown.flatMap(({ place }, point) => {
      const kind = drift.get(keys[place]);
      return kind === undefined ? [] : [{ point, kind }];
    }),
    ...relationsOf(shown, projection),
  };
};
