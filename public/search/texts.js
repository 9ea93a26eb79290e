// @ts-check
/* Everything that the page says. */

const plural = (/** @type {number} */ count, /** @type {string} */ one) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : `${one}s`}`;

const MAX_QUOTED = 80;

const shortened = (/** @type {string} */ text) =>
  text.length <= MAX_QUOTED ? text : `${text.slice(0, MAX_QUOTED)} …`;

export const TEXTS = {
  title: 'Expert search',
  queryLabel: 'What do you need an expert for?',
  placeholder: 'A topic, a task or a name',
  search: 'Search',
  clear: 'Clear the search',
  suggestions: 'Suggestions',
  filters: 'Filters',
  results: 'Results',
  similar: 'Similar',
  more: 'Show more',
  tryAgain: 'Try again',
  clearFilters: 'Clear filters',
  fewerValues: 'Show fewer',
  start: 'What do you need an expert for?',
  introduction: 'Describe it in your own words. For example:',
  examples: ['someone who can protect coral reefs', 'teach me to bake bread', 'volcanoes and earthquakes'],
  nothingHints: [
    'Use other or fewer words, or describe what you need in a sentence.',
    'Check how names are spelt.',
  ],
  nothingFilters: 'Remove some of the filters.',
  offline: 'The server cannot be reached. Check your connection.',
  broken: 'The search did not work. Try again in a moment.',
  notIndexed: 'This expert is not in the search index yet.',
  kinds: /** @type {Record<string, string>} */ ({ name: 'person', tag: 'tag', phrase: '' }),
  facets: /** @type {Record<string, string>} */ ({
    organization: 'Organization',
    location: 'Location',
    tags: 'Tags',
  }),
  count: (/** @type {number} */ shown, /** @type {number} */ total, /** @type {boolean} */ capped) => {
    const all = `${capped ? 'more than ' : ''}${plural(total, 'result')}`;
    return shown < total ? `${shown} of ${all}` : all;
  },
  nothing: (/** @type {string} */ query) => `Nothing found for “${shortened(query)}”`,
  nothingSimilar: 'No similar experts found',
  similarTo: (/** @type {string} */ name) => `Experts similar to ${name}`,
  backTo: (/** @type {string} */ query) => `Back to “${query}”`,
  showingFor: 'Showing results for',
  insteadFor: 'Search instead for',
  suggested: (/** @type {number} */ count) => plural(count, 'suggestion'),
  allValues: (/** @type {number} */ count) => `Show all ${count}`,
  toggleFilters: (/** @type {number} */ selected) => (selected === 0 ? 'Filters' : `Filters (${selected})`),
  notNow: (/** @type {number} */ seconds) =>
    `Search is not available now. The next try is in ${plural(seconds, 'second')}.`,
  stillNotNow: 'Search is not available now. Try again in a moment.',
  tooLong: 'The question is too long. Use fewer words.',
  wrong: 'This search is not possible. Clear the filters, or ask in other words.',
  busy: (/** @type {number} */ seconds) =>
    `Many people are searching. The next try is in ${plural(seconds, 'second')}.`,
  stillBusy: 'Many people are searching. Try again in a moment.',
  answeredBy: (/** @type {string} */ generation, /** @type {number} */ took) =>
    `Index version ${generation}, ${took} ms`,
};
