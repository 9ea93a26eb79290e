/** A provider that asks for a longer wait than this counts as down. */
const MAX_WAIT_MS = 60_000;
const MS = 1000;

/** Tells whoever reads an error how long the provider asks to wait, in milliseconds, however long that is. */
export const ASKED_WAIT = 'x-asked-wait-ms';

/** Milliseconds that the provider asks to wait (sent as seconds or as a date); null when it does not. */
const askedWait = (headers: Headers): number | null => {
  const after = headers.get('retry-after');
  if (after === null) return null;
  const wait = /^\s*\d+(\.\d+)?\s*$/.test(after) ? Number(after) * MS : Date.parse(after) - Date.now();
  return Number.isNaN(wait) ? null : Math.max(0, wait);
};

/** The headers by which the SDK decides whether and when to retry, set by this project's rules. */
const retryRules = (from: Headers): Headers => {
  const headers = new Headers(from);
  const wait = askedWait(from);
  for (const name of ['retry-after', 'retry-after-ms', 'x-should-retry']) headers.delete(name);
  if (wait !== null) headers.set(ASKED_WAIT, String(wait));
  if (wait !== null && wait <= MAX_WAIT_MS) headers.set('retry-after-ms', String(wait));
  if (wait !== null && wait > MAX_WAIT_MS) headers.set('x-should-retry', 'false');
  return headers;
};

/**
 * A fetch that resolves only once the whole response has arrived: the SDK's time limit and retries end
 * with the headers and would miss a cut connection or a body that stalls. Redirects are not
 * followed, so the key goes nowhere else.
 */
export const fetchWhole: typeof fetch = async (input, init) => {
  const response = await fetch(input, { ...init, redirect: 'manual' });
  const body = await response.arrayBuffer();
  return new Response(body.byteLength > 0 ? body : null, {
    status: response.status,
    headers: retryRules(response.headers),
  });
};
