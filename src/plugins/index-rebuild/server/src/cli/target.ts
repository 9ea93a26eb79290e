import type { Strapi } from '../lib/strapi';
import { getService } from '../container/services';

/** What a command works on. A database or folder other than the server's is the usual cause of surprises. */
export type Target = { database: string; storageDir: string };

type Connection = {
  filename?: string;
  connectionString?: string;
  host?: string;
  port?: number | string;
  database?: string;
  schema?: string;
};

/** A connection string without user, password and options. */
const withoutSecrets = (connectionString: string): string => {
  const { protocol, host, pathname } = new URL(connectionString);
  return `${protocol}//${host}${pathname}`;
};

/** A database as people name it, from `connection` of config/database.ts. Never shows a password. */
export const describeDatabase = (client: string, connection: unknown): string => {
  if (typeof connection === 'string') return withoutSecrets(connection);
  if (typeof connection !== 'object' || connection === null) return client;
  const { filename, connectionString, host, port, database, schema } = connection as Connection;
  if (filename) return filename;
  const server = `${host ?? 'localhost'}${port ? `:${port}` : ''}`;
  const address = connectionString
    ? withoutSecrets(connectionString)
    : `${client}://${server}/${database ?? ''}`;
  return schema && schema !== 'public' ? `${address} (schema ${schema})` : address;
};

export const databaseOf = (strapi: Strapi): string =>
  describeDatabase(
    strapi.config.get('database.connection.client'),
    strapi.config.get('database.connection.connection')
  );

export const targetOf = (strapi: Strapi): Target => ({
  database: databaseOf(strapi),
  storageDir: getService(strapi, 'container').settings.storageDir,
});
