// @ts-check
import { SetupError } from '../setup/run.mjs';
import { progressLine } from './progress.mjs';

const LABELS = /** @type {const} */ ({
  preflight: 'Checking requirements',
  snapshot: 'Reading experts',
  tag: 'Tagging experts',
  embed: 'Computing embeddings',
  build: 'Building the index',
  verify: 'Checking the index',
  swap: 'Switching over',
  'write-tags': 'Writing tags',
  compare: 'Comparing with published content',
  retire: 'Tidying up',
});

const POLL_MS = 300;

/**
 * A JSON request to the running Strapi.
 *
 * @param {string} url
 * @param {{ method?: string, token?: string, body?: unknown }} [options]
 * @returns {Promise<{ status: number, body: any }>}
 */
export const request = async (url, { method = 'GET', token, body } = {}) => {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
};

/** Draws the stages as they go: a line a stage, each ended before the next begins. */
const drawing = () => {
  /** @type {Map<string, ReturnType<typeof progressLine>>} */
  const open = new Map();
  const ended = new Set();
  return (/** @type {any} */ run) => {
    for (const { stage, state, done, total } of run.stages) {
      if (state === 'pending' || ended.has(stage)) continue;
      const line =
        open.get(stage) ?? progressLine(LABELS[/** @type {keyof typeof LABELS} */ (stage)] ?? stage);
      open.set(stage, line);
      line.show(done, total ?? 0);
      if (state !== 'done') break;
      line.end();
      ended.add(stage);
    }
  };
};

/**
 * Runs a rebuild over the same admin API that the admin page uses.
 *
 * @param {string} base
 * @param {{ email: string, password: string }} admin
 */
export const rebuild = async (base, admin) => {
  const login = await request(`${base}/admin/login`, { method: 'POST', body: admin });
  const token = login.body.data?.token;
  if (!token) {
    throw new SetupError(
      `${admin.email} could not sign in with DEMO_ADMIN_PASSWORD. This demo's database has another password for it; use that one.`
    );
  }
  const start = await request(`${base}/index-rebuild/runs`, {
    method: 'POST',
    token,
    body: { kind: 'rebuild' },
  });
  const id = start.body.data?.id ?? start.body.error?.details?.run;
  if (!id) throw new SetupError(`The rebuild could not start: ${start.body.error?.message}`);
  const draw = drawing();
  for (;;) {
    const { body } = await request(`${base}/index-rebuild/runs/${id}`, { token });
    draw(body.data);
    if (body.data.finishedAt !== null) return body.data;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
};
