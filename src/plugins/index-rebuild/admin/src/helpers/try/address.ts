import type { SearchMode } from '../../../../shared/contracts';

/** A condition on a field of a content type. */
export type TryFilter = { uid: string; field: string; negated: boolean; value: string };

/** What the address of the tab says. */
export type TryAddress = {
  q: string;
  mode: SearchMode;
  /** The default one when null. */
  locale: string | null;
  /** The live one when null. */
  version: string | null;
  /** A mode or a version to compare with. */
  against: string | null;
  /** JSON of the weights that are compared with those of visitors' searches. */
  weights: string | null;
  filters: TryFilter[];
};

const MODES: readonly string[] = ['hybrid', 'semantic', 'lexical'] satisfies SearchMode[];

export const isMode = (text: string | null): text is SearchMode => text !== null && MODES.includes(text);

/** Neither a uid nor a field has a bar. */
const SEPARATOR = '|';

const filterOf = (text: string): TryFilter[] => {
  const [uid, field, operator, ...value] = text.split(SEPARATOR);
  const isWhole = uid && field && (operator === 'is' || operator === 'not') && value.length > 0;
  return isWhole ? [{ uid, field, negated: operator === 'not', value: value.join(SEPARATOR) }] : [];
};

export const readAddress = (parameters: URLSearchParams): TryAddress => {
  const mode = parameters.get('mode');
  return {
    q: parameters.get('q') ?? '',
    mode: isMode(mode) ? mode : 'hybrid',
    locale: parameters.get('locale'),
    version: parameters.get('version'),
    against: parameters.get('against'),
    weights: parameters.get('weights'),
    filters: parameters.getAll('filter').flatMap(filterOf),
  };
};

/** The address without what goes without saying. */
export const writeAddress = ({ filters, mode, ...others }: TryAddress): URLSearchParams => {
  const parameters = new URLSearchParams();
  const { q, locale, version, against, weights } = others;
  const named = { q, mode: mode === 'hybrid' ? null : mode, locale, version, against, weights };
  for (const [name, value] of Object.entries(named)) if (value) parameters.set(name, value);
  for (const { uid, field, negated, value } of filters)
    parameters.append('filter', [uid, field, negated ? 'not' : 'is', value].join(SEPARATOR));
  return parameters;
};

/** What is compared when other weights are; neither a mode nor a version is called so. */
export const OTHER_WEIGHTS = 'weights';

/** The search beside the first one; null when nothing is compared. */
export const comparedWith = (address: TryAddress): TryAddress | null => {
  const { against, weights } = address;
  if (against === null || (against === OTHER_WEIGHTS && weights === null)) return null;
  if (against === OTHER_WEIGHTS) return address;
  return isMode(against) ? { ...address, mode: against } : { ...address, version: against };
};
