// @ts-check
import { inventExperts } from '../experts/index.mjs';
import { readExpertsFile } from '../experts/jsonl.mjs';
import { TAXONOMY } from '../experts/taxonomy.mjs';
import { progressLine } from './progress.mjs';

const EXPERT = 'api::expert.expert';
const TAG = 'api::tag.tag';
/** What visitors of the demo's site may do. */
const OPEN = [
  'plugin::index-rebuild.search.find',
  'plugin::index-rebuild.search.similar',
  'plugin::index-rebuild.search.suggest',
  'api::expert.expert.find',
  'api::expert.expert.findOne',
  'api::tag.tag.find',
  'api::tag.tag.findOne',
];
const DEMO_NAME = { firstname: 'Demo', lastname: 'Administrator' };
/** Experts a transaction: one flush to the disk for all of them. */
const BATCH = 100;

/** @param {import('./options.mjs').DemoOptions} options */
const expertsOf = async ({ from, experts }) => {
  if (from === null) return inventExperts(experts);
  const { experts: read, problems } = await readExpertsFile(from);
  for (const { line, problem } of problems.slice(0, 20)) console.log(`  line ${line} skipped: ${problem}`);
  if (problems.length > 20) console.log(`  … and ${problems.length - 20} more lines`);
  return read;
};

const asData = (/** @type {any} */ { name, title, organization, location, bio, tags, links }) => ({
  ...{ name, title, organization, location, bio, tags, links },
});

/** What the demo has put into this database, noted in the database itself. */
const notes = (/** @type {import('@strapi/strapi').Core.Strapi} */ strapi) =>
  strapi.store({ type: 'demo', name: 'seeded' });

/**
 * Publishes the experts that are not in the database yet. Each batch is noted in its own
 * transaction, so that a demo which was stopped goes on where it was, and nobody's edits are undone.
 *
 * @param {import('@strapi/strapi').Core.Strapi} strapi
 * @param {import('./options.mjs').DemoOptions} options
 */
export const seedExperts = async (strapi, options) => {
  const documents = strapi.documents(/** @type {any} */ (EXPERT));
  const noted = /** @type {number | null} */ (await notes(strapi).get({ key: 'experts' }));
  if (noted === null && (await documents.count({})) > 0) {
    console.log('The database holds experts already, so none are added.');
    return;
  }
  const before = noted ?? 0;
  const experts = await expertsOf(options);
  if (before >= experts.length) return;
  const progress = progressLine('Publishing experts');
  for (let at = before; at < experts.length; at += BATCH) {
    const batch = experts.slice(at, at + BATCH);
    await strapi.db.transaction(async () => {
      for (const expert of batch) {
        await documents.create({ data: /** @type {any} */ (asData(expert)), status: 'published' });
      }
      await notes(strapi).set({ key: 'experts', value: at + batch.length });
    });
    progress.show(at + batch.length, experts.length);
  }
  progress.end();
};

/**
 * Creates the taxonomy once; what the administrator makes of it afterwards stays.
 *
 * @param {import('@strapi/strapi').Core.Strapi} strapi
 */
export const seedTaxonomy = async (strapi) => {
  const documents = strapi.documents(/** @type {any} */ (TAG));
  if ((await notes(strapi).get({ key: 'tags' })) !== null || (await documents.count({})) > 0) return;
  await strapi.db.transaction(async () => {
    for (const { name, description, synonyms } of TAXONOMY) {
      const data = { name, description, synonyms: synonyms.join(', ') };
      await documents.create({ data: /** @type {any} */ (data) });
    }
    await notes(strapi).set({ key: 'tags', value: TAXONOMY.length });
  });
};

/**
 * Lets everybody search, read experts and filter by tags, as the public site of a demo must.
 *
 * @param {import('@strapi/strapi').Core.Strapi} strapi
 */
export const openToPublic = async (strapi) => {
  const role = await strapi.db.query('plugin::users-permissions.role').findOne({ where: { type: 'public' } });
  const permissions = strapi.db.query('plugin::users-permissions.permission');
  for (const action of OPEN) {
    const where = { action, role: role.id };
    if (!(await permissions.findOne({ where }))) await permissions.create({ data: where });
  }
};

/**
 * The demo's administrator; one who exists already is left as he is.
 *
 * @param {import('@strapi/strapi').Core.Strapi} strapi
 * @param {{ email: string, password: string }} admin
 */
export const ensureAdmin = async (strapi, { email, password }, name = DEMO_NAME) => {
  const users = strapi.service('admin::user');
  if (await users.exists({ email })) return;
  const role = await strapi.service('admin::role').getSuperAdmin();
  await users.create({
    ...{ email, password },
    ...name,
    ...{ roles: [role.id], isActive: true, registrationToken: null },
  });
};
