import type { OpenAI } from 'openai';

import type { ProviderEndpoint } from '../../ports/embedder';
import { readKey, withoutKey, type Environment } from './key';
import { fetchWhole } from './whole-answer';

/** Statuses that speak of what was sent: something less, or something else, may be accepted. */
const ABOUT_CONTENT = [400, 413, 422];
const ABOUT_KEY = [401, 403];
const QUOTED = 200;

/** Why a provider gave no answer that can be used. */
export class ProviderError extends Error {
  /** It is because of what was sent: something else may go through. */
  readonly isRefusal: boolean;

  /** What the provider itself said of it, without the key; only for administrators. */
  readonly said: string;

  constructor(reason: string, { isRefusal = false, said = '' } = {}) {
    super(reason);
    this.name = 'ProviderError';
    this.isRefusal = isRefusal;
    this.said = said;
  }
}

export interface ProviderClient {
  /**
   * Sends a request and waits for the whole answer.
   *
   * @param signal Ends it at once, also while it waits for the next try.
   * @returns The answer's JSON. @throws ProviderError
   */
  post(path: string, body: object, signal?: AbortSignal): Promise<unknown>;
}

/** "ECONNREFUSED" or the like, from wherever fetch has put it. */
const causeOf = (error: unknown): string => {
  for (let at = error as { cause?: unknown; code?: unknown } | undefined; at; at = at.cause as typeof at) {
    if (typeof at.code === 'string') return ` (${at.code})`;
  }
  return '';
};

/** The text as it is sent: cut where it is too long, and never in the middle of a character. */
export const sendable = (text: string, maxCharacters: number | null): string =>
  (maxCharacters === null ? text : text.slice(0, maxCharacters)).toWellFormed();

type Failure = Error & { status?: number };

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
  // What it says of a key may quote parts of it.
  if (ABOUT_KEY.includes(status)) return new ProviderError(`did not accept the key (${status})`);
  // The SDK puts the status in front, and its own words where the provider has none.
  const words = failure.message.replace(/^\d+ (status code \(no body\))?/, '');
  const said = withoutKey(words, key).slice(0, QUOTED);
  return new ProviderError(`answered ${status}`, { isRefusal: ABOUT_CONTENT.includes(status), said });
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // Providers that compute NaN may write it, though JSON has no word for it.
    const isRefusal = /\b(NaN|Infinity)\b/.test(text);
    throw new ProviderError(
      isRefusal ? 'answered with numbers that are none' : 'answered with something that is no JSON',
      { isRefusal }
    );
  }
};

/** Rejects when the signal is aborted; the SDK's own pauses between tries do not look at it. */
const abortOf = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const abort = (): void => reject(new ProviderError('did not answer in time'));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });

/**
 * A client of a provider that speaks the OpenAI HTTP protocol. 408, 409, 429, 5xx, time limits and
 * broken connections are tried again, after `Retry-After` or ever more slowly. The key is read with
 * the first request and goes into its header and nowhere else.
 */
export const openProviderClient = (endpoint: ProviderEndpoint, environment: Environment): ProviderClient => {
  const { baseUrl, apiKeyEnv, timeoutMs, retries } = endpoint;
  let opened: Promise<{ sdk: typeof OpenAI; client: OpenAI; key: string | null }> | null = null;

  const open = async () => {
    const key = apiKeyEnv === null ? null : readKey(apiKeyEnv, environment);
    if (key && 'missing' in key) throw new ProviderError(`cannot be used: ${key.missing}`);
    const { OpenAI: sdk } = await import('openai');
    const client = new sdk({
      ...{ baseURL: baseUrl, timeout: timeoutMs, maxRetries: retries, fetch: fetchWhole },
      // Nothing is to come from variables that this project's settings do not name.
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
