// @ts-check
import http from 'node:http';
import { createRequire } from 'node:module';

import { fromRoot, modelDir } from '../../scripts/setup/paths.mjs';
import { wholeVectors } from './whole-vectors.mjs';

/*
 * What plugins without an index do, in a process of its own: embeddings are rows of the database, and a
 * query is compared with all of them on the event loop. node naive-server.mjs DIRECTORY, the folder of
 * the generation whose whole-record vectors it uses.
 */
const load = createRequire(import.meta.url);
const server = (/** @type {string} */ file) =>
  load(fromRoot('node_modules/strapi-plugin-index-rebuild/dist/server/src', file));
const { openSentenceModel } = server('adapters/onnx/sentence-model.js');
const Database = load('better-sqlite3');
const { innerProduct } = server('domain/vectors.js');

const [directory] = process.argv.slice(2);
const { ids, dimensions, rows } = wholeVectors(directory);
const database = new Database(':memory:');
database.exec('CREATE TABLE experts (id TEXT PRIMARY KEY, embedding TEXT NOT NULL)');
const insert = database.prepare('INSERT INTO experts VALUES (?, ?)');
database.transaction(() => {
  for (const [at, id] of ids.entries()) {
    insert.run(id, JSON.stringify([...rows.subarray(at * dimensions, (at + 1) * dimensions)]));
  }
})();
const select = database.prepare('SELECT id, embedding FROM experts');
const embedder = await openSentenceModel(modelDir, 1);

/** @param {string} text */
const search = async (text) => {
  const query = await embedder.embed([text]);
  /** @type {{ id: string, score: number }[]} */
  const scored = select.all().map((/** @type {any} */ { id, embedding }) => ({
    id,
    score: innerProduct(query, Float32Array.from(JSON.parse(embedding))),
  }));
  return scored.sort((a, b) => b.score - a.score).slice(0, 10);
};

const listening = http.createServer((request, response) => {
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams.get('q') ?? '';
  search(query).then(
    (data) => response.end(JSON.stringify({ data })),
    () => response.writeHead(500).end()
  );
});
listening.listen(0, '127.0.0.1', () => {
  const address = /** @type {import('node:net').AddressInfo} */ (listening.address());
  process.send?.({ listening: address.port });
});
process.once('disconnect', () => process.exit());
