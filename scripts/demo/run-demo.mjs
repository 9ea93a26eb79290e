// @ts-check
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';

import { FIELDS } from '../experts/index.mjs';
import { fromRoot, root } from '../setup/paths.mjs';
import { SetupError } from '../setup/run.mjs';
import { startDemoCluster } from './cluster.mjs';
import { environmentOf, shellCommand } from './environment.mjs';
import { rebuild, request, signIn } from './rebuild.mjs';
import { ensureAdmin, openToPublic, seedExperts, seedTaxonomy } from './seed.mjs';

/** Questions in words which the experts' own texts need not use. */
const QUESTIONS = {
  invented: [FIELDS[0], FIELDS[9], FIELDS[18]].map(({ needs }) => needs[0]),
  real: [
    'someone who can teach Power BI',
    'how to keep a web application secure',
    'leading a team through change',
  ],
};

const SHOWN = 3;

// Strapi's modules for `import` do not load in Node as they are; those for `require` do.
const require = createRequire(import.meta.url);

/**
 * Prepares what the application is to work on.
 *
 * @param {import('./options.mjs').DemoOptions} options
 * @returns {Promise<{ shell: string, nodes: readonly string[] | null }>} How the command line is called, and the
 * nodes of the cluster that has the index.
 */
const prepare = async ({ folder, engine }) => {
  // "development", because a browser refuses the admin's production cookies without HTTPS.
  process.env.NODE_ENV ??= 'development';
  process.env.STRAPI_TELEMETRY_DISABLED ??= 'true';
  if (folder === null) return { shell: shellCommand(null), nodes: null };
  mkdirSync(folder, { recursive: true });
  const nodes = engine === 'opensearch' ? await startDemoCluster(folder) : null;
  const shell = shellCommand(folder, nodes);
  Object.assign(process.env, environmentOf(folder, nodes));
  return { shell, nodes };
};

/** The demo has an administrator with a known password and lets everybody search. */
const assertLocal = (/** @type {import('@strapi/strapi').Core.Strapi} */ strapi) => {
  if (strapi.config.get('database.connection.client') === 'sqlite') return;
  throw new SetupError(
    'The demo runs on SQLite only, since it makes an administrator with a known password and lets everybody search. Unset DATABASE_CLIENT, then run it again.'
  );
};

/** @param {string} base @param {string} question */
const showSearch = async (base, question) => {
  const { status, body } = await request(
    `${base}/api/search?q=${encodeURIComponent(question)}&limit=${SHOWN}`
  );
  if (status !== 200) throw new SetupError(`The search failed: ${body.error?.message}`);
  console.log(`\n  “${question}”  (${body.meta.took} ms)`);
  for (const { name, title, organization, score } of body.data) {
    const about = [title, organization].filter(Boolean).join(', ');
    console.log(`    ${score.toFixed(2)}  ${name}${about ? ` – ${about}` : ''}`);
  }
};

const startServer = async (/** @type {import('@strapi/strapi').Core.Strapi} */ strapi) => {
  const port = Number(strapi.config.get('server.port'));
  // Strapi would end the process without a word about the cause.
  const { createServer } = await import('node:net');
  await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () =>
      reject(new SetupError(`Port ${port} is in use. Set PORT to a free one: PORT=1400 npm run demo`))
    );
    probe.listen(port, String(strapi.config.get('server.host')), () => probe.close(resolve));
  });
  await strapi.start();
  return `http://localhost:${port}`;
};

/**
 * What came of the rebuild. One that failed ends the demo only if there is nothing to serve.
 *
 * @param {string} base
 * @param {string} token
 * @param {any} run
 * @returns {Promise<boolean>} Whether search answers.
 */
const tellRebuild = async (base, token, run) => {
  if (run.status === 'completed') {
    const { embedded, reused, failed, tagged } = run.records;
    console.log(
      `\nRebuild complete in ${(run.durationMs / 1000).toFixed(1)} s: ${embedded} embedded, ${reused} reused, ${failed} failed, ${tagged} tagged.`
    );
    return true;
  }
  const why = `The rebuild ended as "${run.status}"${run.error ? `: ${run.error.message}` : '.'}`;
  const { body } = await request(`${base}/index-rebuild/status`, { token });
  const isIndexed = body.data.generation !== null;
  if (!isIndexed && run.status !== 'cancelled') throw new SetupError(why);
  console.log(`\n${why}`);
  if (isIndexed) console.log('Search goes on with the index of the last rebuild that was complete.');
  return isIndexed;
};

/** @param {import('./options.mjs').DemoOptions} options */
export const runDemo = async (options) => {
  const { shell, nodes } = await prepare(options);
  const strapi = require('@strapi/strapi').createStrapi({
    ...{ appDir: root, distDir: fromRoot('dist') },
    ...{ autoReload: false, serveAdminPanel: true },
  });
  assertLocal(strapi);
  strapi.log.level = 'warn';
  await strapi.load();
  await ensureAdmin(strapi, options.admin);
  await openToPublic(strapi);
  await seedTaxonomy(strapi);
  await seedExperts(strapi, options);
  const base = await startServer(strapi);

  const token = await signIn(base, options.admin);
  if (await tellRebuild(base, token, await rebuild(base, token))) {
    for (const question of QUESTIONS[options.from === null ? 'invented' : 'real']) {
      await showSearch(base, question);
    }
  }
  console.log(`
Admin    ${base}/admin/plugins/index-rebuild
Login    ${options.admin.email} / ${options.admin.password}
Visitors ${base}/search/
Search   ${base}/api/search?q=coral%20reefs
By tag   ${base}/api/search?q=coral%20reefs&filters[autoTags][name][$eq]=Fisheries&populate=autoTags
Shell    ${shell}${nodes ? `\nNodes    ${nodes.join(' ')}` : ''}

Serving until you press Ctrl+C.`);
};
