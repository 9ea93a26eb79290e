// @ts-check
import { gzipSync } from 'node:zlib';

import { fromRoot } from '../scripts/setup/paths.mjs';
import { round } from './lib/numbers.mjs';

/*
 * npm run bench:bundle: what the plugin adds to the admin, minified and compressed: with every page of the
 * admin, when "Search index" is opened, and with each part that is loaded later. React, Strapi and the design
 * system are the admin's own and not counted.
 */

/** @typedef {{ fileName: string, name: string, code: string, isEntry: boolean, imports: string[], dynamicImports: string[] }} Chunk */

const plugin = fromRoot('src', 'plugins', 'index-rebuild');

/** The chunks of the plugin's admin as a host's build minifies them. */
const buildChunks = async () => {
  process.chdir(plugin);
  const { build } = await import('vite');
  const [{ output }] = /** @type {{ output: any[] }[]} */ (
    /** @type {unknown} */ (
      await build({
        configFile: `${plugin}/vite.config.mts`,
        logLevel: 'error',
        // A library's spaces stay, unless it is built as a host is.
        esbuild: { minifyWhitespace: true },
        build: { write: false, minify: 'esbuild' },
      })
    )
  );
  /** @type {Chunk[]} */
  const chunks = output.filter(({ type }) => type === 'chunk');
  return new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
};

const chunks = await buildChunks();

/** A chunk and all that is loaded with it. @param {string} file @param {Set<string>} [found] */
const withImports = (file, found = new Set()) => {
  const chunk = chunks.get(file);
  if (!chunk || found.has(file)) return found;
  found.add(file);
  chunk.imports.forEach((one) => withImports(one, found));
  return found;
};

/** @param {Iterable<string>} files */
const kilobytes = (files) =>
  round(
    [...files].reduce((sum, file) => sum + gzipSync(chunks.get(file)?.code ?? '', { level: 9 }).length, 0) /
      1000,
    1
  );

/** @param {string} name */
const named = (name) => {
  const chunk = [...chunks.values()].find((one) => one.name === name);
  if (!chunk) throw new Error(`There is no chunk ${name}.`);
  return chunk.fileName;
};

const entry = /** @type {Chunk} */ ([...chunks.values()].find(({ isEntry }) => isEntry)).fileName;
const withEntry = withImports(entry);
const withPage = new Set([...withEntry, ...withImports(named('IndexPage'))]);
const firstLoad = new Set([...withPage, ...withImports(named('OverviewTab'))]);

/** What loading a part adds to what is there. @param {string} file @param {Set<string>} loaded */
const added = (file, loaded) => kilobytes([...withImports(file)].filter((one) => !loaded.has(one)));

const tell = (/** @type {string} */ what, /** @type {number} */ kB) =>
  console.log(JSON.stringify({ bench: 'bundle', what, kB }));

tell('every page of the admin', kilobytes(withEntry));
tell('first load of the page "Search index"', kilobytes(firstLoad));
const later = [...chunks.values()].filter(({ fileName }) =>
  [...chunks.values()].some(({ dynamicImports }) => dynamicImports.includes(fileName))
);
for (const { fileName, name } of later) if (!firstLoad.has(fileName)) tell(name, added(fileName, firstLoad));
