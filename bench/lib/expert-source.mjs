// @ts-check

/** The application's source, whose passages a bench may change: settings replace the whole list. */
export const expertSource = (/** @type {object} */ passages = {}) => ({
  uid: 'api::expert.expert',
  displayName: 'name',
  template: '{name}\n{title}, {organization}\n{location}\n{bio}\n{tags}',
  passages: { field: 'bio', context: '', maxPerRecord: 24, minLength: 25, ...passages },
  filterable: ['organization', 'location', 'tags'],
});

/** Settings with one vector a record. */
export const WITHOUT_PASSAGES = { sources: [expertSource({ maxPerRecord: 0 })], tags: null };
