import { availableParallelism } from 'node:os';

import { z } from 'zod';

/** Everything that can be set in config/plugins.ts under `index-rebuild`; docs/configuration.md explains it. */
export const settingsSchema = z.strictObject({
  /** Where generations are kept; relative to the application's root. Never under `public`. */
  storageDir: z.string().min(1).default('.tmp/index-rebuild'),
  source: z
    .strictObject({
      uid: z.string().min(1).default('api::expert.expert'),
      displayName: z.string().min(1).default('name'),
      template: z
        .string()
        .min(1)
        .default('{name}\n{title}, {organization}\n{location}\n{bio}\n{tags}'),
      filterable: z.array(z.string()).default(['organization', 'location', 'tags']),
    })
    .prefault({}),
  embedder: z
    .strictObject({
      /** A folder with model.onnx, tokenizer.json, tokenizer_config.json and model.json. */
      modelDir: z.string().min(1).default('.cache/models/all-MiniLM-L6-v2-int8'),
    })
    .prefault({}),
  builder: z
    .strictObject({
      threads: z.number().int().min(1).max(64).default(Math.max(1, availableParallelism())),
      batchSize: z.number().int().min(1).max(64).default(8),
    })
    .prefault({}),
  lease: z.strictObject({ seconds: z.number().min(1).max(600).default(30) }).prefault({}),
  search: z
    .strictObject({
      maxQueryLength: z.number().int().min(1).max(10_000).default(500),
      defaultLimit: z.number().int().min(1).max(100).default(10),
      maxLimit: z.number().int().min(1).max(1000).default(100),
    })
    .prefault({}),
  retention: z
    .strictObject({ generations: z.number().int().min(1).max(100).default(3) })
    .prefault({}),
});

export type Settings = z.infer<typeof settingsSchema>;
