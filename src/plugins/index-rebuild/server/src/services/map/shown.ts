import type { ReadyMap, SourceInfo } from '../../../../shared/contracts';
import { NEAREST_KEPT, type Projection } from '../../domain/projection/projection';
import { recordOf, type RecordRef } from '../../domain/record';
import { createSlices } from '../../lib/time-slices';
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

/** Instead of the number of a point: there is none. */
const NONE = -1;

/** Things that are looked at before other work gets its turn, if enough time has passed. */
const AT_ONCE = 256;

/** Does something with each, without keeping Strapi from answering requests meanwhile. */
type InTurns = <Item>(items: readonly Item[], visit: (item: Item, at: number) => void) => Promise<void>;

const createTurns = (): InTurns => {
  const giveWay = createSlices();
  return async (items, visit) => {
    for (let at = 0; at < items.length; at += 1) {
      if (at % AT_ONCE === 0) await giveWay();
      visit(items[at], at);
    }
  };
};

type Shown = { record: RecordRef; place: number; tags: readonly string[] };

const byFrequency = async (shown: readonly Shown[], inTurns: InTurns): Promise<string[]> => {
  const counts = new Map<string, number>();
  await inTurns(shown, ({ tags }) => {
    for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  });
  const { compare } = new Intl.Collator();
  return [...counts]
    .sort(([one, often], [other, less]) => less - often || compare(one, other))
    .map(([tag]) => tag);
};

const columnsOf = async (
  shown: readonly Shown[],
  projection: Projection,
  sources: readonly MapSource[],
  inTurns: InTurns
) => {
  const numberOfSource = new Map(sources.map(({ uid }, number) => [uid, number]));
  const locales = createNumbers<string | null>();
  const tags = await byFrequency(shown, inTurns);
  const numberOfTag = new Map(tags.map((tag, number) => [tag, number]));
  const points: ReadyMap['points'] = {
    ...{ documentId: [], source: [], locale: [], name: [], x: [], y: [], tags: [] },
  };
  await inTurns(shown, ({ record, place, tags: own }) => {
    points.documentId.push(record.documentId);
    points.source.push(numberOfSource.get(record.uid) ?? 0);
    points.locale.push(locales.of(record.locale));
    points.name.push(projection.names[place]);
    points.x.push(rounded(projection.x[place]));
    points.y.push(rounded(projection.y[place]));
    points.tags.push(own.map((tag) => numberOfTag.get(tag) ?? 0));
  });
  return { tags, points, locales: locales.all() };
};

/** The relations between points, by their numbers among those shown; none to a point that is not. */
const relationsOf = async (
  shown: readonly Shown[],
  { keys, nearest: all, duplicates }: Projection,
  inTurns: InTurns
) => {
  const numbers = new Int32Array(keys.length).fill(NONE);
  shown.forEach(({ place }, number) => (numbers[place] = number));
  const nearest: number[][] = [];
  await inTurns(shown, ({ place }) => {
    const near: number[] = [];
    for (let at = place * NEAREST_KEPT; at < (place + 1) * NEAREST_KEPT; at += 1) {
      const number = all[at] === NONE ? NONE : numbers[all[at]];
      if (number !== NONE) near.push(number);
    }
    nearest.push(near);
  });
  return {
    nearest,
    duplicates: duplicates.flatMap(({ cosine, ...pair }) => {
      const [first, second] = [numbers[pair.first], numbers[pair.second]];
      return first === NONE || second === NONE ? [] : [{ first, second, cosine: rounded(cosine) }];
    }),
  };
};

/** The map as a person may see it: records and tags that they may not read are left out. */
export const shownMap = async (
  projection: Projection,
  sources: readonly MapSource[],
  { isReadable, withTags }: Viewer,
  driftKinds: ReadonlyMap<string, MapDriftKind>
): Promise<ReadyMap> => {
  const inTurns = createTurns();
  const { generation, createdAt: computedAt, records, keys } = projection;
  const shown: Shown[] = [];
  const drift: ReadyMap['drift'] = [];
  await inTurns(keys, (key, place) => {
    const record = recordOf(key);
    if (!isReadable(record.uid, record.locale)) return;
    const kind = driftKinds.get(key);
    if (kind !== undefined) drift.push({ point: shown.length, kind });
    shown.push({ record, place, tags: withTags.has(record.uid) ? projection.tags[place] : [] });
  });
  return {
    ...{ state: 'ready', generation, computedAt, records },
    ...{ placed: keys.length, hidden: keys.length - shown.length },
    sources: sources.map(({ uid, label, isSingleType }) => ({ uid, label, isSingleType })),
    ...(await columnsOf(shown, projection, sources, inTurns)),
    drift,
    ...(await relationsOf(shown, projection, inTurns)),
  };
};
