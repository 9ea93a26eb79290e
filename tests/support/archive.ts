import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import * as tar from 'tar';

import { SECRETS, type TestApp } from './test-app';

const root = path.resolve(__dirname, '../..');
const STRAPI = path.join(root, 'node_modules/@strapi/strapi/bin/strapi.js');

/** A line of an archive's entities. */
export type Entity = { type: string; data: Record<string, unknown> & { documentId: string } };

/** Runs Strapi's own command line on the database of an app that is stopped. */
const strapi = (app: TestApp, env: Record<string, string>, ...args: string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [STRAPI, ...args], {
      cwd: root,
      env: {
        ...process.env,
        ...SECRETS,
        NODE_ENV: 'test',
        STRAPI_TELEMETRY_DISABLED: 'true',
        ...app.dataEnv,
        ...env,
      },
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`strapi ${args[0]}: ${code}\n${output}`))
    );
  });

/** Strapi leaves one of each in the folder that it was started in. */
const removeLogs = (): void => {
  for (const name of readdirSync(root))
    if (/^(export|import)_\d+\.log$/.test(name)) rmSync(path.join(root, name));
};

const rewriteLines = (file: string, change: (entity: Entity) => Entity | null): void => {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const kept = lines.map((line) => change(JSON.parse(line) as Entity)).filter((entity) => entity !== null);
  writeFileSync(file, `${kept.map((entity) => JSON.stringify(entity)).join('\n')}\n`);
};

/**
 * `strapi export`, a change of what is in the archive, and `strapi import` of that.
 *
 * @param change Gives an entity as it is to be; null leaves it out.
 */
export const importChanged = async (
  app: TestApp,
  env: Record<string, string>,
  change: (entity: Entity) => Entity | null
): Promise<void> => {
  const archive = path.join(app.folder, 'content');
  await strapi(app, env, 'export', '--no-encrypt', '--no-compress', '--only', 'content', '-f', archive);
  const inside = path.join(app.folder, 'archive');
  mkdirSync(inside);
  await tar.x({ file: `${archive}.tar`, cwd: inside });
  const entities = path.join(inside, 'entities');
  for (const name of readdirSync(entities)) rewriteLines(path.join(entities, name), change);
  await tar.c({ file: `${archive}.tar`, cwd: inside, portable: true }, readdirSync(inside));
  await strapi(app, env, 'import', '--force', '--only', 'content', '-f', `${archive}.tar`);
  removeLogs();
};
