// @ts-check
import { FACETS, filtersOf } from './state.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {{ value: string, count: number }[]} Counts */
/** @typedef {{ documentId: string, name: string, title?: string, organization?: string, location?: string, bio?: string, tags?: string[] | null, highlight?: string | null }} Hit */
/** @typedef {{ generation: string, took: number, correctedTo?: string, facets?: Record<string, Counts>, pagination: { total: number, capped: boolean } }} Meta */
/** @typedef {{ data: Hit[], meta: Meta }} Answer */
/** @typedef {{ text: string, kind: 'name' | 'tag' | 'phrase' }} Suggestion */

export const PAGE_SIZE = 10;
export const MAX_SUGGESTIONS = 8;
const FIELDS = ['name', 'title', 'organization', 'location', 'bio', 'tags'];

/** A refusal. `status` is 0 when there was no answer at all. */
export class ApiError extends Error {
  /** @param {number} status @param {string} code @param {number | null} retryAfter In seconds. */
  constructor(status, code, retryAfter) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

const base = document.documentElement.dataset.api ?? '/api/search';

/**
 * @param {string} path
 * @param {[string, string][]} parameters
 * @param {AbortSignal} signal
 */
const get = async (path, parameters, signal) => {
  const response = await fetch(`${base}${path}?${new URLSearchParams(parameters)}`, { signal }).catch(
    (error) => {
      throw error.name === 'AbortError' ? error : new ApiError(0, 'UNREACHABLE', null);
    }
  );
  const body = await response.json().catch(() => null);
  if (response.ok && body) return body;
  const wait = Number(response.headers.get('retry-after'));
  throw new ApiError(response.status, body?.error?.details?.code ?? '', wait > 0 ? wait : null);
};

/** @param {State} state @returns {[string, [string, string][]]} The path, and what is looked for. */
const wantedOf = ({ query, isExact, similar }) => {
  if (similar) return [`/similar/${encodeURIComponent(similar.id)}`, []];
  return ['', [['q', query], ...(isExact ? [/** @type {[string, string]} */ (['spelling', 'exact'])] : [])]];
};

/** @param {State} state @param {number} start @param {AbortSignal} signal @returns {Promise<Answer>} */
export const search = (state, start, signal) => {
  const [path, wanted] = wantedOf(state);
  /** @type {[string, string][]} */
  const parameters = [
    ...wanted,
    ...filtersOf(state),
    ['highlight', 'true'],
    ['pagination[start]', String(start)],
    ['pagination[limit]', String(PAGE_SIZE)],
  ];
  FIELDS.forEach((field, at) => parameters.push([`fields[${at}]`, field]));
  if (start === 0) parameters.push(['facets', FACETS.map(({ field }) => field).join(',')]);
  return get(path, parameters, signal);
};

/**
 * How often each value of a field occurs when the field's own choice does not matter, so that others can
 * be added to it.
 *
 * @param {State} state
 * @param {string} field
 * @param {AbortSignal} signal
 * @returns {Promise<Counts>}
 */
export const countsOf = async (state, field, signal) => {
  const [path, wanted] = wantedOf(state);
  const { meta } = await get(
    path,
    [...wanted, ...filtersOf(state, field), ['facets', field], ['limit', '1'], ['fields[0]', 'name']],
    signal
  );
  return meta.facets?.[field] ?? [];
};

/** @param {string} text @param {AbortSignal} signal @returns {Promise<Suggestion[]>} */
export const suggest = async (text, signal) => {
  const { data } = await get(
    '/suggest',
    [
      ['q', text],
      ['limit', String(MAX_SUGGESTIONS)],
    ],
    signal
  );
  return data;
};
