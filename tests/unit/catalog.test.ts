import { CatalogTable } from '../../src/plugins/index-rebuild/server/src/adapters/strapi/catalog';

const open = (client: unknown, driverName?: string) =>
  new CatalogTable({ knex: { client: { config: { client }, driverName } } as never }, 'default', 30_000);

describe('the database of the catalog', () => {
  it.each([
    ['better-sqlite3', undefined],
    ['pg', undefined],
    [class Client {}, 'pg'],
  ])('may be %p', (client, driverName) => {
    expect(() => open(client, driverName)).not.toThrow();
  });

  it.each(['mysql', 'mysql2', 'oracledb'])(
    'is refused at start when it is %s, with what is supported',
    (client) => {
      expect(() => open(client)).toThrow(
        `does not support the database client "${client}". Use SQLite (better-sqlite3) or PostgreSQL (pg)`
      );
    }
  );
});
