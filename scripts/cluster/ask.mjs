// @ts-check
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';

/**
 * How a node is asked that wants TLS and credentials: the file of its certificate authority, where Node.js does not
 * know that one, and "user:password".
 *
 * @typedef {{ ca?: string | undefined, credentials?: string | undefined }} Access
 * @typedef {{ method?: string, type?: string, body?: string, access?: Access, timeoutMs?: number }} Options
 */

/** @param {http.IncomingMessage} response */
const read = async (response) => {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  const isJson = response.headers['content-type']?.includes('json') && text !== '';
  return { status: Number(response.statusCode), body: isJson ? JSON.parse(text) : text };
};

/**
 * Asks a node, which `fetch` cannot when its certificate is of an authority of its own.
 *
 * @param {string} url @param {Options} [options]
 * @returns {Promise<{ status: number, body: any }>}
 */
export const askNode = (
  url,
  { method = 'GET', type = 'application/json', body, access = {}, timeoutMs = 60_000 } = {}
) =>
  new Promise((resolve, reject) => {
    const { request } = url.startsWith('https:') ? https : http;
    const options = {
      ...{ method, signal: AbortSignal.timeout(timeoutMs) },
      headers: body === undefined ? {} : { 'content-type': type },
      ...(access.credentials && { auth: access.credentials }),
      ...(access.ca && { ca: readFileSync(access.ca) }),
    };
    request(url, options, (response) => read(response).then(resolve, reject))
      .once('error', reject)
      .end(body);
  });
