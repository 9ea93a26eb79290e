// @ts-check

/** What decides the vectors of the application's source; a bench may change its passages. */
export const expertSource = (/** @type {object} */ passages = {}) => ({
  uid: 'api::expert.expert',
  displayName: 'name',
  template: '{name}\n{title}, {organization}\n{location}\n{bio}\n{tags}',
  passages: { field: 'bio', context: '', maxPerRecord: 24, minLength: 25, ...passages },
  filterable: ['organization', 'location', 'tags'],
});

/** Settings with one vector a record; they replace the application's whole list of sources. */
export const WITHOUT_PASSAGES = {
  sources: [{ ...expertSource({ maxPerRecord: 0 }), nameOnly: false }],
  tags: null,
};
