import type { Core } from '@strapi/strapi';

// Evaluated by the server and again by the admin's build: a pure function of the environment.
export default ({ env }: Core.Config.Shared.ConfigParams) => ({
  'index-rebuild': {
    enabled: true,
    config: {
      sources: [
        {
          uid: 'api::expert.expert',
          displayName: 'name',
          template: '{name}\n{title}, {organization}\n{location}\n{bio}\n{tags}',
          passages: { field: 'bio' },
          filterable: ['organization', 'location', 'tags'],
          // A name says nothing about what a person knows.
          nameOnly: false,
          tagField: 'autoTags',
        },
      ],
      storageDir: env('INDEX_REBUILD_DIR', '.tmp/index-rebuild'),
      embedder: { modelDir: env('INDEX_REBUILD_MODEL_DIR') },
      tags: { taxonomy: 'api::tag.tag' },
      lease: { seconds: env.int('INDEX_REBUILD_LEASE_SECONDS', 30) },
      ...env.json('INDEX_REBUILD_SETTINGS', {}),
    },
  },
});
