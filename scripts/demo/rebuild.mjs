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
const TRIES = 2;

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

const pause = () => new Promise((resolve) => setTimeout(resolve, POLL_MS));

/**
 * The administrator's token.
 *
 * @param {string} base
 * @param {{ email: string, password: string }} admin
 */
export const signIn = async (base, admin) => {
  const { body } = await request(`${base}/admin/login`, { method: 'POST', body: admin });
  const token = body.data?.token;
  if (token) return /** @type {string} */ (token);
  throw new SetupError(
    `${admin.email} could not sign in with DEMO_ADMIN_PASSWORD. This demo's database has another password for it; use that one.`
  );
};

/**
 * Starts a rebuild. While a run is active none can start, and one whose process was killed counts as
 * active until its lease expires: then that run is followed.
 *
 * @param {string} base
 * @param {string} token
 * @returns {Promise<string>} The run's id.
 */
const startOrJoin = async (base, token) => {
  for (;;) {
    const options = { method: 'POST', token, body: { kind: 'rebuild' } };
    const { status, body } = await request(`${base}/index-rebuild/runs`, options);
    if (status === 202) return body.data.id;
    const active = body.error?.details?.run;
    if (!active) throw new SetupError(`The rebuild could not start: ${body.error?.message}`);
    if ((await request(`${base}/index-rebuild/runs/${active}`, { token })).status === 200) {
      console.log('Another run is active. Waiting for its end …');
      return active;
    }
    // What holds the lease is no run but a short cleaning.
    await pause();
  }
};

const follow = async (/** @type {string} */ base, /** @type {string} */ token, /** @type {string} */ id) => {
  const draw = drawing();
  for (;;) {
    const { body } = await request(`${base}/index-rebuild/runs/${id}`, { token });
    draw(body.data);
    if (body.data.finishedAt !== null) return body.data;
    await pause();
  }
};

/**
 * Runs a rebuild over the same admin API that the admin page uses, and once more if it does not
 * complete. One that somebody has cancelled stays cancelled.
 *
 * @param {string} base
 * @param {string} token
 * @returns {Promise<any>} The last run.
 */
export const rebuild = async (base, token) => {
  for (let triesLeft = TRIES; ; triesLeft -= 1) {
    const run = await follow(base, token, await startOrJoin(base, token));
    const isDone = run.kind === 'rebuild' && run.status === 'completed';
    if (isDone || run.status === 'cancelled' || triesLeft === 1) return run;
    console.log(`A ${run.kind} run ended as "${run.status}". Starting a rebuild …`);
  }
};
