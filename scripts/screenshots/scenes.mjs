// @ts-check

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./site.mjs').Site} Site */

/**
 * One picture: its file in docs/images, and how to get to what it shows. Scenes are taken in their order.
 *
 * @typedef {object} Scene
 * @property {string} file
 * @property {(page: Page, site: Site) => Promise<unknown>} reach
 * @property {(page: Page, site: Site) => Promise<unknown>} [leave] Ends what the next scene must not find.
 * @property {(page: Page) => import('playwright-core').Locator} [part] What is shown instead of the whole window.
 * @property {number} [height] Of the window.
 */

const PAGE = '/admin/plugins/index-rebuild';

/** @param {Page} page @param {Site} site @param {string} address */
const open = (page, site, address) => page.goto(`${site.base}${address}`);

const table = (/** @type {Page} */ page, /** @type {string} */ name) =>
  page.getByRole('grid', { name }).getByRole('row').nth(1).waitFor();

/** @param {Page} page @param {string | RegExp} name */
const press = (page, name) => page.getByRole('button', { name }).first().press('Enter');

const closeDialog = async (/** @type {Page} */ page) => {
  await page.keyboard.press('Escape');
  await page.locator('[role="dialog"], [role="alertdialog"]').waitFor({ state: 'detached' });
};

/** @type {Scene[]} */
export const SCENES = [
  {
    file: 'overview',
    height: 1000,
    async reach(page, site) {
      await open(page, site, PAGE);
      await table(page, 'Changes since the last rebuild');
    },
  },
  {
    file: 'try-search',
    height: 1150,
    async reach(page, site) {
      await open(page, site, `${PAGE}/try?q=coral+reefs`);
      await page.getByText(/records? found/).waitFor();
    },
  },
  {
    file: 'try-side-by-side',
    height: 1150,
    async reach(page, site) {
      await open(page, site, `${PAGE}/try?q=who+repairs+bridges&against=lexical`);
      await page.getByRole('region', { name: 'Results' }).getByRole('list').nth(1).waitFor();
    },
  },
  {
    file: 'why-not-found',
    async reach(page, site) {
      await open(page, site, `${PAGE}/try?q=coral+reefs`);
      const name = site.experts[2].name;
      await page.getByRole('combobox', { name: 'Record' }).focus();
      await page.keyboard.type(name);
      await page.getByRole('option', { name }).first().waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByText(new RegExp(`“${name}” is`)).waitFor();
    },
    part: (page) => page.getByRole('region', { name: 'Why is this record not found?' }),
  },
  {
    file: 'synonym',
    async reach(page, site) {
      await open(page, site, `${PAGE}/try?q=coralologist`);
      await press(page, /^Add synonym/);
      await page.getByRole('alertdialog').waitFor();
    },
    leave: closeDialog,
  },
  {
    file: 'insights',
    height: 1250,
    async reach(page, site) {
      await open(page, site, `${PAGE}/insights`);
      await table(page, 'Popular');
    },
  },
  {
    file: 'map',
    height: 1300,
    async reach(page, site) {
      await open(page, site, `${PAGE}/map`);
      await page.getByRole('img', { name: /^Map of/ }).waitFor();
      await page.getByRole('searchbox', { name: 'Find on the map' }).fill('coral reefs');
      await page.keyboard.press('Enter');
      await page.getByText(/highlighted/).waitFor();
    },
  },
  {
    file: 'history',
    height: 1000,
    async reach(page, site) {
      await open(page, site, `${PAGE}/history`);
      await table(page, 'Index versions');
      await table(page, 'History');
    },
  },
  {
    file: 'run-details',
    async reach(page) {
      await press(page, /^Details of the run/);
      await page.getByRole('dialog').getByText('Every record was indexed.').waitFor();
    },
    leave: closeDialog,
  },
  {
    file: 'restore',
    async reach(page) {
      await press(page, /^Restore the version/);
      await page.getByRole('alertdialog').waitFor();
    },
    leave: closeDialog,
  },
  {
    file: 'settings',
    height: 1200,
    async reach(page, site) {
      await open(page, site, '/admin/settings/index-rebuild');
      await page.getByRole('heading', { level: 2, name: 'Other settings' }).waitFor();
    },
  },
  {
    file: 'record-panel',
    async reach(page, site) {
      const [{ documentId }] = site.experts;
      await open(page, site, `/admin/content-manager/collection-types/api::expert.expert/${documentId}`);
      await page.getByText('Published version is in search').waitFor();
    },
  },
  {
    file: 'widgets',
    height: 1500,
    async reach(page, site) {
      await open(page, site, '/admin');
      await page.getByText('drone pilot').waitFor();
    },
  },
  {
    file: 'rebuilding',
    async reach(page, site) {
      site.gate.close('embed');
      await open(page, site, PAGE);
      await press(page, 'Rebuild index');
      await page.getByText('Processing text').first().waitFor();
      await page.getByText('Rebuild started.').waitFor({ state: 'detached' });
    },
    async leave(page, site) {
      site.gate.open();
      await page.getByRole('button', { name: 'Rebuild index' }).waitFor();
    },
  },
];
