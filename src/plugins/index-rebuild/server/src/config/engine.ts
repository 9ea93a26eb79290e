import { z } from 'zod';

const variable = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'this is not the name of an environment variable');

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

const nodeSchema = z
  .url({
    protocol: /^https?$/,
    error: 'this is not an address such as "https://search-1.internal:9200"',
    // What follows takes it apart.
    abort: true,
  })
  .refine((address) => !/^[^/]*\/\/[^/]*@/.test(address), {
    error: 'credentials belong into the environment (engine.auth names the variables), not into the address',
  })
  .refine((address) => address.startsWith('https:') || LOOPBACK.includes(new URL(address).hostname), {
    error: 'beyond this machine a cluster is only asked over https',
  });

const authSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('basic'), userEnv: variable, passwordEnv: variable }),
  z.strictObject({ kind: z.literal('bearer'), tokenEnv: variable }),
]);

const embeddedSchema = z.strictObject({
  kind: z.literal('embedded'),
  /** Up to this many vectors, a search compares every one; beyond, the index is approximate. */
  exactUpTo: z.number().int().min(0).max(100_000_000).default(500_000),
});

const openSearchSchema = z.strictObject({
  kind: z.literal('opensearch'),
  nodes: z.array(nodeSchema).min(1),
  /** In front of the names of all indexes, so that a role can be limited to them. */
  prefix: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9-]{0,63}$/,
      'this is not the beginning of the name of an index, such as "shop-search": lower-case letters, digits and "-"'
    )
    .default('index-rebuild'),
  /** A file with the certificate authority; relative to the application's root. */
  ca: z.string().min(1).nullable().default(null),
  /** The variables with the credentials; null for a cluster that asks for none. */
  auth: authSchema.nullable().default(null),
  /** Of one request, other than those of a search, which have less time. */
  timeoutMs: z.number().int().min(1_000).max(600_000).default(30_000),
  shards: z.number().int().min(1).max(256).default(1),
  /** Copies of each shard, besides the first. */
  replicas: z.number().int().min(0).max(10).default(1),
});

/** Without a kind it is the embedded engine, which was the only one. */
const withKind = (engine: unknown): unknown =>
  typeof engine === 'object' && engine !== null && !('kind' in engine)
    ? { kind: 'embedded', ...engine }
    : engine;

/** Where the index is: on this machine's disk, or in a cluster of OpenSearch. */
export const engineSchema = z
  .preprocess(withKind, z.discriminatedUnion('kind', [embeddedSchema, openSearchSchema]))
  .prefault({});

export type EngineSettings = z.infer<typeof engineSchema>;
