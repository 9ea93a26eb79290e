import type { SearchMode, TryHit } from '../../../../shared/contracts';

export type PartName = keyof TryHit['parts'];

/** The parts of which a score is made in each mode. */
const PARTS: Record<SearchMode, readonly PartName[]> = {
  hybrid: ['passage', 'whole', 'lexical', 'name'],
  semantic: ['passage', 'whole'],
  lexical: ['lexical', 'name'],
};

/** `factor` is what a weight makes of it; 1 as tuned. */
export type Part = { name: PartName; value: number; share: number; factor: number };

/**
 * What the bars show: nearness and names lie between 0 and 1, a score by words is shown in relation to the
 * best one in the list. A name that does not fit, as almost none does, is left out.
 */
export const partsOf = (
  parts: TryHit['parts'],
  mode: SearchMode,
  bestLexical: number,
  factors: TryHit['factors'] = {}
): Part[] =>
  PARTS[mode]
    .filter((name) => name !== 'name' || parts.name > 0)
    .map((name) => {
      const value = parts[name];
      const whole = name === 'lexical' ? Math.max(bestLexical, value) : 1;
      const share = whole > 0 ? Math.min(1, Math.max(0, value / whole)) : 0;
      return { name, value, share, factor: name === 'whole' ? 1 : (factors[name] ?? 1) };
    });

/** Nearness in meaning, as search reckons it: mostly that of the best passage. */
export const nearnessOf = ({ whole, passage }: TryHit['parts']): number => 0.25 * whole + 0.75 * passage;

/** Where a record is edited. */
export const editorOf = (
  { uid, documentId, locale }: Pick<TryHit, 'uid' | 'documentId' | 'locale'>,
  isSingleType: boolean
): string => {
  const language = locale === null ? '' : `?plugins[i18n][locale]=${encodeURIComponent(locale)}`;
  const path = isSingleType ? `single-types/${uid}` : `collection-types/${uid}/${documentId}`;
  return `/content-manager/${path}${language}`;
};
