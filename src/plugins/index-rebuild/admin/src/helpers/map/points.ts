import type { ReadyMap } from '../../../../shared/contracts';
import { editorOf } from '../drift-display';

/** One record on the map. */
export type MapRecord = {
  /** Its display name, else its document's id. */
  name: string;
  label: string;
  locale: string | null;
  tags: string[];
  /** Where it can be edited. */
  path: string;
};

/** What is known of a point. */
export const recordAt = ({ points, sources, locales, tags }: ReadyMap, point: number): MapRecord => {
  const { uid, label, isSingleType } = sources[points.source[point]];
  const documentId = points.documentId[point];
  const locale = locales[points.locale[point]];
  return {
    ...{ label, locale, tags: points.tags[point].map((tag) => tags[tag]) },
    name: points.name[point] || documentId,
    path: editorOf({ uid, isSingleType, documentId, locale }),
  };
};

type Key = { uid: string; documentId: string; locale: string | null };
const keyOf = ({ uid, documentId, locale }: Key): string => `${uid}:${documentId}:${locale ?? ''}`;

/** The points of these records, in their order; those that are not on the map are left out. */
export const pointsOf = ({ points, sources, locales }: ReadyMap, records: readonly Key[]): number[] => {
  const places = new Map(
    points.documentId.map((documentId, point) => [
      keyOf({ uid: sources[points.source[point]].uid, documentId, locale: locales[points.locale[point]] }),
      point,
    ])
  );
  return records.flatMap((record) => places.get(keyOf(record)) ?? []);
};
