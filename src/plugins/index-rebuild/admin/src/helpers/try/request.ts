import type { TryAddress, TryFilter } from './address';

/** As many hits as one looks through. */
export const SHOWN = 20;

/** Where a filter's value stands in Strapi's filters; content types are named where there are several. */
const keyOf = ({ uid, field, negated }: TryFilter, at: number, hasSeveral: boolean): string => {
  const type = hasSeveral ? `[${uid}]` : '';
  const path = field
    .split('.')
    .map((part) => `[${part}]`)
    .join('');
  return `filters${type}[$and][${at}]${path}[${negated ? '$ne' : '$eq'}]`;
};

/** The query string of a search, as text: the admin's own does not encode values. */
const searchParameters = (
  { q, mode, locale, version, filters }: TryAddress,
  hasSeveral: boolean,
  weights: string | null = null
): URLSearchParams => {
  const parameters = new URLSearchParams({ q, mode });
  if (locale !== null) parameters.set('locale', locale);
  if (version !== null) parameters.set('version', version);
  if (weights) parameters.set('weights', weights);
  filters.forEach((filter, at) => parameters.set(keyOf(filter, at, hasSeveral), filter.value));
  return parameters;
};

/** @param weights Other ones than visitors' searches have, as JSON. */
export const searchUrl = (
  address: TryAddress,
  hasSeveral: boolean,
  weights: string | null = null
): string => {
  const parameters = searchParameters(address, hasSeveral, weights);
  parameters.set('limit', String(SHOWN));
  return `/index-rebuild/try?${parameters}`;
};

export const recordUrl = (
  address: TryAddress,
  hasSeveral: boolean,
  { uid, documentId }: { uid: string; documentId: string }
): string => {
  const parameters = searchParameters(address, hasSeveral);
  parameters.set('uid', uid);
  parameters.set('documentId', documentId);
  return `/index-rebuild/try/record?${parameters}`;
};

export const recordsUrl = (name: string, locale: string | null): string =>
  `/index-rebuild/try/records?${new URLSearchParams({ name, ...(locale !== null && { locale }) })}`;

type Choices = { name?: string; locale?: string | null; uid?: string; ids?: readonly string[] };

/** Records to choose from by name, or those with these ids. */
export const choicesUrl = ({ name, locale, uid, ids }: Choices): string => {
  const parameters = new URLSearchParams();
  if (name) parameters.set('name', name);
  if (locale) parameters.set('locale', locale);
  if (uid) parameters.set('uid', uid);
  if (ids) parameters.set('ids', ids.join(','));
  return `/index-rebuild/records?${parameters}`;
};
