import { createHash } from 'node:crypto';

import {
  embedderUnavailable,
  IndexRebuildError,
  providerFailedQuery,
  providerRefusedQuery,
  textNotEmbedded,
} from '../../domain/errors';
import { canonicalJson } from '../../domain/index-spec';
import type { Embedder, EmbedderInfo, ProviderEmbedder } from '../../ports/embedder';
import { readVectors } from './answer-vectors';
import { openProviderClient, sendable, ProviderError, type OnFailedTry } from './client';
import type { Environment } from './key';

/** Visitors do not wait long for a search. */
const QUERY_RETRIES = 1;
/** Of the time for a query: the rest is for the second try. */
const TRY_SHARE = 0.6;
/** After an outage, queries are refused at once for this long, so that none queue up. */
const QUERY_PAUSE_MS = 2_000;

/** The hash covers what decides the vectors, as far as that can be known from here. */
export const providerEmbedderInfo = (choice: ProviderEmbedder): EmbedderInfo => {
  const { kind, baseUrl, model, dimensions, maxCharacters } = choice;
  const decides = canonicalJson({ kind, baseUrl, model, dimensions, maxCharacters });
  const modelHash = createHash('sha256').update(decides).digest('hex');
  return { model, modelHash, dimensions, languages: null };
};

/** For a run: everything that administrators need to know. */
const forRun = ({ message, said, isRefusal, retryAfter }: ProviderError): IndexRebuildError => {
  const reason = `The embedding provider ${message}${said && `: "${said}"`}.`;
  return isRefusal ? textNotEmbedded(reason) : embedderUnavailable(reason, retryAfter);
};

/** For visitors: nothing that the provider said. */
const forQuery = ({ message, isRefusal }: ProviderError): IndexRebuildError =>
  isRefusal ? providerRefusedQuery(message) : providerFailedQuery(message);

type Options = {
  environment: Environment;
  toError(error: ProviderError): IndexRebuildError;
  /** Called for every request, which the signal ends. */
  signal(): AbortSignal | undefined;
  onFailedTry?: OnFailedTry;
};

const open = (choice: ProviderEmbedder, { environment, toError, signal, onFailedTry }: Options): Embedder => {
  const { model, dimensions, sendDimensions, batchSize, maxCharacters } = choice;
  const client = openProviderClient(choice, environment, onFailedTry);

  const request = async (texts: readonly string[], end?: AbortSignal): Promise<Float32Array> => {
    const input = texts.map((text) => sendable(text, maxCharacters));
    const body = { model, input, encoding_format: 'float', ...(sendDimensions && { dimensions }) };
    return readVectors(await client.post('/embeddings', body, end), texts.length, dimensions);
  };

  return {
    info: providerEmbedderInfo(choice),
    async embed(texts) {
      const rows = new Float32Array(texts.length * dimensions);
      const end = signal();
      try {
        for (let at = 0; at < texts.length; at += batchSize) {
          rows.set(await request(texts.slice(at, at + batchSize), end), at * dimensions);
        }
        return rows;
      } catch (error) {
        throw error instanceof ProviderError ? toError(error) : error;
      }
    },
    async close() {},
  };
};

/**
 * The embedder of a run over a provider that speaks the OpenAI HTTP protocol. Nothing is sent before
 * the first text.
 *
 * @param options Their signal ends the requests, even while they wait for the next try.
 */
export const openProviderEmbedder = (
  choice: ProviderEmbedder,
  environment: Environment,
  { signal, onFailedTry }: { signal?: AbortSignal; onFailedTry?: OnFailedTry } = {}
): Embedder => open(choice, { environment, toError: forRun, signal: () => signal, onFailedTry });

/** The same for queries: it gives up after `limitMs`, and after an outage refuses at once for a while. */
export const openProviderQueryEmbedder = (
  choice: ProviderEmbedder,
  environment: Environment,
  limitMs: number
): Embedder => {
  const patience = {
    retries: Math.min(choice.retries, QUERY_RETRIES),
    timeoutMs: Math.min(choice.timeoutMs, Math.round(limitMs * TRY_SHARE)),
  };
  const embedder = open(
    { ...choice, ...patience },
    { environment, toError: forQuery, signal: () => AbortSignal.timeout(limitMs) }
  );
  let outage: { error: unknown; until: number } | null = null;
  return {
    ...embedder,
    async embed(texts) {
      if (outage && performance.now() < outage.until) throw outage.error;
      try {
        return await embedder.embed(texts);
      } catch (error) {
        const isOutage = error instanceof IndexRebuildError && error.code === 'EMBEDDER_UNAVAILABLE';
        if (isOutage) outage = { error, until: performance.now() + QUERY_PAUSE_MS };
        throw error;
      }
    },
  };
};
