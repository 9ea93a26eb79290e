import { valueAt } from '../../domain/field-value';
import { valueAsText } from '../../domain/source-text';

/** Joining short sentences puts a space where a text without spaces has none. */
const withoutSpaces = (text: string): string => text.replace(/\s+/g, '');

/**
 * The passage of a hit, if the record still contains it and the caller may see its field. The
 * passage is as old as the generation: editors may have removed it since, or hidden the field.
 *
 * @param shown The record as this caller sees it.
 */
export const visibleHighlight = (
  passage: string | null,
  field: string,
  shown: Record<string, unknown>
): string | null => {
  if (passage === null) return null;
  const current = valueAsText(valueAt(shown, field.split('.')));
  return withoutSpaces(current).includes(withoutSpaces(passage)) ? passage : null;
};
