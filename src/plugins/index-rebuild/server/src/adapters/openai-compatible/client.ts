import type { OpenAI } from 'openai';

import type { ProviderEndpoint } from '../../ports/embedder';
import { readKey, withoutKey, type Environment } from './key';
import { ASKED_WAIT, fetchWhole } from './whole-answer';

/** Statuses caused by what was sent: a smaller or different request may be accepted. */
const ABOUT_CONTENT = [400, 413, 422];
const ABOUT_KEY = [401, 403];
const QUOTED = 200;

type ProviderErrorParts = { isRefusal?: boolean; said?: string; retryAfter?: number };

/** Why a provider gave no usable answer. */
export class ProviderError extends Error {
  /** The content was refused: other content may be accepted. */
  readonly isRefusal: boolean;

  /** What the provider said, without the key; only for administrators. */
  readonly said: string;

  /** Seconds that it asks to wait; undefined when it does not. */
  readonly retryAfter: number | undefined;

  constructor(reason: string, { isRefusal = false, said = '', retryAfter }: ProviderErrorParts = {}) {
    super(reason);
    this.name = 'ProviderError';
    this.isRefusal = isRefusal;
    this.said = said;
    this.retryAfter = retryAfter;
  }
}

export interface ProviderClient {
  /**
   * Sends a request and waits for the whole answer.
   *
   * @param signal Ends it at once, even while it waits for the next try.
   * @returns The answer's JSON. @throws ProviderError
   */
  post(path: string, body: object, signal?: AbortSignal): Promise<unknown>;
}

/** "ECONNREFUSED" or the like, wherever fetch puts it. */
const causeOf = (error: unknown): string => {
  for (let at = error as { cause?: unknown; code?: unknown } | undefined; at; at = at.cause as typeof at) {
    if (typeof at.code === 'string') return ` (${at.code})`;
  }
  return '';
};

/** The text as sent: truncated when too long, but never in the middle of a character. */
export const sendable = (text: string, maxCharacters: number | null): string =>
  (maxCharacters === null ? text : text.slice(0, maxCharacters)).toWellFormed();

type Failure = Error & { status?: number; headers?: Headers };

const askedWait = ({ headers }: Failure): number | undefined => {
  const wait = headers?.get(ASKED_WAIT) ?? null;
  return wait === null ? undefined : Math.ceil(Number(wait) / 1_000);
};

const explain = (
  failure: Failure,
  sdk: typeof OpenAI,
  timeoutMs: number,
  key: string | null
): ProviderError => {
  const { status } = failure;
  if (failure instanceof sdk.APIConnectionTimeoutError) {
    return new ProviderError(`did not answer within ${timeoutMs} ms`);
  }
  if (status === undefined)
    return new ProviderError(`could not be reached, or the connection broke${causeOf(failure)}`);
  // What it says about a key may quote parts of it.
  if (ABOUT_KEY.includes(status)) return new ProviderError(`did not accept the key (${status})`);
  // The SDK puts the status in front, and its own words when the provider sends none.
  const words = failure.message.replace(/^\d+ (status code \(no body\))?/, '');
  const said = withoutKey(words, key).slice(0, QUOTED);
  const isRefusal = ABOUT_CONTENT.includes(status);
  return new ProviderError(`answered ${status}`, { isRefusal, said, retryAfter: askedWait(failure) });
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // Providers that compute NaN may send it, although JSON cannot express it.
    const isRefusal = /\b(NaN|Infinity)\b/.test(text);
    throw new ProviderError(
      isRefusal ? 'answered with values that are not numbers' : 'answered with something other than JSON',
      { isRefusal }
    );
  }
};

/** Told of a request that failed and is made again, as long as tries are left: "answered 429". */
export type OnFailedTry = (did: string) => void;

/** Statuses after which the same request is sent again. */
const isTriedAgain = (status: number): boolean => [408, 409, 429].includes(status) || status >= 500;

const telling =
  (onFailedTry: OnFailedTry): typeof fetch =>
  async (input, init) => {
    try {
      const response = await fetchWhole(input, init);
      if (isTriedAgain(response.status)) onFailedTry(`answered ${response.status}`);
      return response;
    } catch (error) {
      onFailedTry(`did not answer, or the connection broke${causeOf(error)}`);
      throw error;
    }
  };

/** Rejects when the signal is aborted; the SDK's pauses between tries ignore it. */
const abortOf = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const abort = (): void => reject(new ProviderError('did not answer in time'));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });

/**
 * A client of a provider that speaks the OpenAI HTTP protocol. 408, 409, 429, 5xx, time limits and
 * broken connections are retried, after `Retry-After` or with growing pauses. The key is read with
 * the first request and goes nowhere but into the header.
 */
export const openProviderClient = (
  endpoint: ProviderEndpoint,
  environment: Environment,
  onFailedTry: OnFailedTry = () => {}
): ProviderClient => {
  const { baseUrl, apiKeyEnv, timeoutMs, retries } = endpoint;
  let opened: Promise<{ sdk: typeof OpenAI; client: OpenAI; key: string | null }> | null = null;

  const open = async () => {
    const key = apiKeyEnv === null ? null : readKey(apiKeyEnv, environment);
    if (key && 'missing' in key) throw new ProviderError(`cannot be used: ${key.missing}`);
    const { OpenAI: sdk } = await import('openai');
    const client = new sdk({
      ...{ baseURL: baseUrl, timeout: timeoutMs, maxRetries: retries, fetch: telling(onFailedTry) },
      // Ignore environment variables that this project's settings do not name.
      ...{
        apiKey: key?.value ?? 'none',
        adminAPIKey: null,
        organization: null,
        project: null,
        webhookSecret: null,
      },
      ...(key === null && { defaultHeaders: { Authorization: null } }),
      logLevel: 'off',
    });
    return { sdk, client, key: key?.value ?? null };
  };

  const send = async (path: string, body: object, signal?: AbortSignal): Promise<unknown> => {
    opened ??= open();
    const { sdk, client, key } = await opened;
    const answer = client
      .post(path, { body, signal })
      .asResponse()
      .catch((failure: Failure) => {
        throw explain(failure, sdk, timeoutMs, key);
      });
    return parse(await (await answer).text());
  };

  return {
    post(path, body, signal) {
      const answer = send(path, body, signal);
      return signal ? Promise.race([answer, abortOf(signal)]) : answer;
    },
  };
};
