// @ts-check
/* What is searched, as the address of the page says it. */

/** Fields whose values can be chosen. Those that hold lists are compared with each entry. */
export const FACETS = [
  { field: 'organization', isList: false },
  { field: 'location', isList: false },
  { field: 'tags', isList: true },
];

/**
 * @typedef {object} State
 * @property {string} query
 * @property {boolean} isExact Whether the spelling is left as it is.
 * @property {{ id: string, name: string } | null} similar The record that others are to be like.
 * @property {Map<string, string[]>} chosen Values by field.
 */

/** @param {string} search @returns {State} */
export const readState = (search) => {
  const address = new URLSearchParams(search);
  const id = address.get('similar');
  return {
    query: address.get('q')?.trim() ?? '',
    isExact: address.get('spelling') === 'exact',
    similar: id ? { id, name: address.get('name') ?? '' } : null,
    chosen: new Map(FACETS.map(({ field }) => [field, [...new Set(address.getAll(field))]])),
  };
};

/** @param {State} state */
export const addressOf = ({ query, isExact, similar, chosen }) => {
  const address = new URLSearchParams();
  if (query) address.set('q', query);
  if (isExact) address.set('spelling', 'exact');
  if (similar) {
    address.set('similar', similar.id);
    address.set('name', similar.name);
  }
  for (const [field, values] of chosen) for (const value of values) address.append(field, value);
  const text = address.toString();
  return text ? `?${text}` : location.pathname;
};

/** @param {string} query @returns {State} A search for something else, without filters. */
export const searchFor = (query) => ({ query, isExact: false, similar: null, chosen: new Map() });

/** @param {State} state */
export const isEmpty = ({ query, similar }) => query === '' && similar === null;

/** @param {State} state */
export const chosenCount = ({ chosen }) =>
  [...chosen.values()].reduce((sum, values) => sum + values.length, 0);

/** The same with a value chosen, or no longer. @param {State} state @param {string} field @param {string} value @returns {State} */
export const toggled = (state, field, value) => {
  const before = state.chosen.get(field) ?? [];
  const after = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
  return { ...state, chosen: new Map([...state.chosen, [field, after]]) };
};

/** @param {string} name @param {string} value @returns {[string, string]} */
const pair = (name, value) => [name, value];

/**
 * Strapi's filters for the chosen values: any of those of a field, but something of every field.
 *
 * @param {State} state
 * @param {string | null} [except] A field whose values do not matter.
 * @returns {[string, string][]}
 */
export const filtersOf = ({ chosen }, except = null) => {
  const restricting = FACETS.filter(({ field }) => field !== except && (chosen.get(field) ?? []).length > 0);
  return restricting.flatMap(({ field, isList }, which) =>
    (chosen.get(field) ?? []).map((value, at) => {
      const group = `filters[$and][${which}]`;
      // An entry of a list, as the database keeps it.
      if (isList) return pair(`${group}[$or][${at}][${field}][$contains]`, JSON.stringify(value));
      return pair(`${group}[${field}][$in][${at}]`, value);
    })
  );
};
