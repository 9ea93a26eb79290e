import { z } from 'zod';

/** Keys and tokens are not among them: the SDK has those from its environment. */
const s3Schema = z.strictObject({
  kind: z.literal('s3'),
  bucket: z.string().min(1),
  /** In front of every key, so that a bucket can be used for other things as well. */
  prefix: z
    .string()
    .regex(
      /^([^/]+\/)*[^/]*$/,
      'this is not the beginning of a key, such as "search/": no slash at the start'
    )
    .default(''),
  /** The SDK's own when left out. */
  region: z.string().min(1).optional(),
  /** Where a server that is not Amazon's is. */
  endpoint: z
    .url({ protocol: /^https?$/, error: 'this is not an address such as "https://s3.example.com"' })
    .refine(
      (address) => !/^[^/]*\/\/[^/]*@/.test(address),
      'keys belong into the environment, not into the address'
    )
    .optional(),
  /** Whether the bucket is in the path and not in the host's name, as most servers other than Amazon's need. */
  forcePathStyle: z.boolean().default(false),
});

export const artifactsSchema = z
  .discriminatedUnion('kind', [
    /** `storageDir` itself, which all processes share. */
    z.strictObject({ kind: z.literal('fs') }),
    /** A table of Strapi's database. */
    z.strictObject({ kind: z.literal('db') }),
    s3Schema,
  ])
  .prefault({ kind: 'fs' });

export type ArtifactSettings = z.infer<typeof artifactsSchema>;
export type S3Settings = z.infer<typeof s3Schema>;
