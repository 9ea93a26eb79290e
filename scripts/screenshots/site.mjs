// @ts-check
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

import { environmentOf } from '../demo/environment.mjs';
import { rebuild, request, signIn } from '../demo/rebuild.mjs';
import { ensureAdmin, openToPublic, seedExperts, seedTaxonomy } from '../demo/seed.mjs';
import { fromRoot, root } from '../setup/paths.mjs';
import { fillInsights } from './insights.mjs';

const EXPERT = 'api::expert.expert';
const ADMIN = { email: 'maria@example.com', password: 'Screen-shot-1' };
const EXPERTS = 160;

/** The settings that the pictures need beside those of the demo. */
const SETTINGS = { insights: { minCount: 3 }, schedule: { rebuild: '0 3 * * *' } };

// Strapi's modules for `import` do not load in Node as they are; those for `require` do.
const require = createRequire(import.meta.url);

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });

/** A gate that runs wait at while it is closed. */
const createGate = () => {
  /** @type {{ stage: string, open: () => void, isOpen: Promise<void> } | null} */
  let closed = null;
  return {
    async pass(/** @type {string} */ stage) {
      if (closed?.stage === stage) await closed.isOpen;
    },
    close(/** @type {string} */ stage) {
      let open = () => {};
      const isOpen = /** @type {Promise<void>} */ (new Promise((resolve) => (open = resolve)));
      closed = { stage, open, isOpen };
    },
    open() {
      closed?.open();
      closed = null;
    },
  };
};

/** Not every machine has fonts for the names' own letters, which stand in brackets. @param {any} strapi */
const withoutForeignLetters = async (strapi) => {
  const query = strapi.db.query(EXPERT);
  for (const { id, name } of await query.findMany({ where: { name: { $contains: '(' } } }))
    await query.update({ where: { id }, data: { name: name.replace(/ \(.*\)/, '') } });
};

/** What editors did since the last rebuild. @param {any} strapi @param {any[]} experts */
const editSome = async (strapi, experts) => {
  const documents = strapi.documents(EXPERT);
  const [moved, gone] = experts;
  await documents.update({
    documentId: moved.documentId,
    data: { location: 'Lisbon' },
    status: 'published',
  });
  await documents.unpublish({ documentId: gone.documentId });
  const bio =
    'Restores salt marshes along tidal rivers and measures how much carbon their mud keeps. Teaches volunteers to count wading birds.';
  await documents.create({
    data: { name: 'Elena Marchetti', title: 'Wetland ecologist', location: 'Porto', bio },
    status: 'published',
  });
};

/**
 * The demo's application with invented content, in a folder that is removed with it: two index versions,
 * changes since, a golden query, a month of searches.
 */
export const openSite = async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'index-rebuild-pictures-'));
  const port = await freePort();
  Object.assign(process.env, environmentOf(folder), {
    ...{ NODE_ENV: 'development', STRAPI_TELEMETRY_DISABLED: 'true', TZ: 'UTC' },
    ...{ HOST: '127.0.0.1', PORT: String(port), INDEX_REBUILD_SETTINGS: JSON.stringify(SETTINGS) },
  });
  const strapi = require('@strapi/strapi').createStrapi({
    ...{ appDir: root, distDir: fromRoot('dist') },
    ...{ autoReload: false, serveAdminPanel: true },
  });
  strapi.log.level = 'warn';
  await strapi.load();
  const gate = createGate();
  strapi.plugin('index-rebuild').service('runs').addStageGate(gate.pass);
  await ensureAdmin(strapi, ADMIN, { firstname: 'Maria', lastname: 'Silva' });
  await openToPublic(strapi);
  await seedTaxonomy(strapi);
  await seedExperts(strapi, { from: null, engine: 'embedded', experts: EXPERTS, folder, admin: ADMIN });
  await withoutForeignLetters(strapi);
  await strapi.start();

  const base = `http://127.0.0.1:${port}`;
  const token = await signIn(base, ADMIN);
  await rebuild(base, token);
  const experts = await strapi.documents(EXPERT).findMany({ sort: 'name', limit: 3 });
  await strapi.documents(EXPERT).update({
    documentId: experts[2].documentId,
    data: { organization: 'Harbour Aquarium' },
    status: 'published',
  });
  await rebuild(base, token);
  await editSome(strapi, experts);
  await fillInsights(strapi);

  return {
    ...{ base, gate, strapi, experts, admin: ADMIN },
    /** @param {string} method @param {string} url @param {unknown} [body] */
    ask: (method, url, body) => request(`${base}${url}`, { method, token, body }),
    async close() {
      gate.open();
      await strapi.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** @typedef {Awaited<ReturnType<typeof openSite>>} Site */
