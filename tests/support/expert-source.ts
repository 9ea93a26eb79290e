/** The application's source, with other passages: settings of a test replace the whole list of sources. */
export const expertSource = (passages: object = {}): object => ({
  uid: 'api::expert.expert',
  displayName: 'name',
  template: '{name}\n{title}, {organization}\n{location}\n{bio}\n{tags}',
  passages: { field: 'bio', ...passages },
  filterable: ['organization', 'location', 'tags'],
  nameOnly: false,
  tagField: 'autoTags',
});

/** Records as wholes only: fewer vectors, for tests that are about something else. */
export const WITHOUT_PASSAGES = { sources: [expertSource({ maxPerRecord: 0 })] };
