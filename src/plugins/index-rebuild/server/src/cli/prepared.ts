import { isDeepStrictEqual } from 'node:util';

import type { Strapi } from '../lib/strapi';
import { IndexRebuildError } from '../domain/errors';
import { databaseOf } from './target';

type ContentTypes = { oldContentTypes?: unknown; contentTypes: unknown };

/** As stored by Strapi. */
const asStored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Whether Strapi would change nothing: neither tables and columns, nor content for changed types. */
const isPrepared = async (
  { db }: Strapi,
  { oldContentTypes, contentTypes }: ContentTypes
): Promise<boolean> => {
  // Reading the stored schema or the migrations would create their tables in a database without them.
  if (!oldContentTypes || !isDeepStrictEqual(asStored(oldContentTypes), asStored(contentTypes))) return false;
  if (!(await db.getSchemaConnection().hasTable('strapi_database_schema'))) return false;
  const stored = await db.schema.schemaStorage.read();
  if (stored?.hash !== db.schema.schemaStorage.hashSchema(db.schema.schema)) return false;
  return !(await db.migrations.shouldRun());
};

/** @throws SCHEMA_OUTDATED */
export const assertPrepared = async (strapi: Strapi, contentTypes: ContentTypes): Promise<void> => {
  if (await isPrepared(strapi, contentTypes)) return;
  throw new IndexRebuildError(
    'SCHEMA_OUTDATED',
    `The database ${databaseOf(strapi)} has not been prepared for this build of the application. Start the server once, with the same environment; then try again.`
  );
};
