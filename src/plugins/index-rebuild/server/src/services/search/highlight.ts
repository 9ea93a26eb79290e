import { recordKey } from '../../domain/record';
import type { Hit } from '../../ports/searcher';
import type { Document } from './records';

/** The text that a content type's passages are split from. */
export interface PassageTexts {
  /** That text in a record as a caller sees it; null where the caller does not see it. */
  shown(uid: string, record: Record<string, unknown>): string | null;
  /** The text of published records by `recordKey`, where every caller may see it without asking for it. */
  published(hits: readonly Hit[]): Promise<ReadonlyMap<string, string>>;
}

/** Joining short sentences puts a space where a text without spaces has none. */
const withoutSpaces = (text: string): string => text.replace(/\s+/g, '');

const contains = (text: string | null | undefined, passage: string): boolean =>
  withoutSpaces(text ?? '').includes(withoutSpaces(passage));

/**
 * The passages of hits whose records still contain them and whose callers may see the field. A passage
 * is as old as the generation: editors may have removed it since, or hidden the field.
 *
 * @param found Hits with their records as this caller sees them.
 */
export const visibleHighlights = async (
  found: readonly (readonly [Document, Hit])[],
  texts: PassageTexts
): Promise<(string | null)[]> => {
  const shown = found.map(([record, { uid }]) => texts.shown(uid, record));
  // What the caller did not ask for, such as a dynamic zone, is not in the record as shown.
  const unseen = found.flatMap(([, hit], at) => (hit.highlight !== null && shown[at] === null ? [hit] : []));
  const published = unseen.length > 0 ? await texts.published(unseen) : new Map<string, string>();
  return found.map(([, hit], at) => {
    const { highlight } = hit;
    if (highlight === null) return null;
    return contains(shown[at] ?? published.get(recordKey(hit)), highlight) ? highlight : null;
  });
};
