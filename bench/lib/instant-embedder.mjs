// @ts-check
import http from 'node:http';

const DIMENSIONS = 384;

/** A vector that texts with the same words share: each word adds to one place. @param {string} text */
const vectorOf = (text) => {
  const vector = new Array(DIMENSIONS).fill(0.01);
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    let place = 0;
    for (const letter of word) place = (place * 31 + letter.charCodeAt(0)) % DIMENSIONS;
    vector[place] += 1;
  }
  return vector;
};

/**
 * An embedding provider that costs nothing, for benches of what comes after embedding.
 *
 * @returns {Promise<{ settings: object, close(): void }>}
 */
export const startInstantEmbedder = async () => {
  const server = http.createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { input, model } = JSON.parse(Buffer.concat(chunks).toString());
    const data = input.map((/** @type {string} */ text, /** @type {number} */ index) => ({
      ...{ object: 'embedding', index, embedding: vectorOf(text) },
    }));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ object: 'list', model, data }));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  const kind = 'openai-compatible';
  return {
    settings: { kind, baseUrl, model: 'words', dimensions: DIMENSIONS, batchSize: 256 },
    close: () => void server.close(),
  };
};
