import { fork } from 'node:child_process';
import path from 'node:path';

import { knex } from './knex.cjs';

const HOST = '127.0.0.1';
const USER = 'strapi';

export type PostgresDatabase = {
  url: string;
  /** What a Strapi process needs to work on this database; see config/database.ts. */
  env: Record<string, string>;
};

export type Postgres = {
  port: number;
  dataFolder: string;
  url(database: string): string;
  /** A new, empty database. */
  createDatabase(name: string): Promise<PostgresDatabase>;
  /** Ends it as a machine does that loses power. */
  kill(): void;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
};

type Started = { port: number; pid: number; dataFolder: string };
type Message = Started | { error: string };

/**
 * A real PostgreSQL of the test's own, which ends with the test process at the latest.
 *
 * @param data A folder with data to start on, which becomes the server's own; a new one if left out.
 */
export const startPostgres = async (data?: string): Promise<Postgres> => {
  // Detached, so that Ctrl+C reaches only the test and the server can shut down cleanly after it.
  const server = fork(path.join(__dirname, 'postgres-server.mjs'), data === undefined ? [] : [data], {
    detached: true,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const exited = new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
  });
  const { port, pid, dataFolder } = await new Promise<Started>((resolve, reject) => {
    server.once('message', (message: Message) => {
      if ('port' in message) resolve(message);
      else reject(new Error(message.error));
    });
    void exited.then(() => reject(new Error('PostgreSQL ended before it answered.')));
  });
  const urlOf = (database: string): string => `postgresql://${USER}@${HOST}:${port}/${database}`;

  return {
    port,
    dataFolder,
    url: urlOf,
    kill: () => void process.kill(pid, 'SIGKILL'),
    async createDatabase(name) {
      const admin = knex({ client: 'pg', connection: urlOf('postgres'), pool: { min: 0, max: 1 } });
      try {
        await admin.raw('CREATE DATABASE ??', [name]);
      } finally {
        await admin.destroy();
      }
      return {
        url: urlOf(name),
        env: {
          DATABASE_CLIENT: 'postgres',
          DATABASE_HOST: HOST,
          DATABASE_PORT: String(port),
          DATABASE_NAME: name,
          DATABASE_USERNAME: USER,
          DATABASE_PASSWORD: '',
          // Set in a developer's own environment, it would win over the settings above.
          DATABASE_URL: '',
        },
      };
    },
    async stop() {
      if (server.connected) server.disconnect();
      await exited;
    },
  };
};
