import { readFileSync } from 'node:fs';

import type { Client, ClientOptions } from '@opensearch-project/opensearch';

import { ClusterFailure, failureOf } from './failure';

/** How to reach a cluster. It names the variables of the credentials and not the credentials. */
export type ClusterChoice = {
  /** Such as `https://search-1.internal:9200`; several for one that goes on when a node is gone. */
  nodes: readonly string[];
  /** Path of a file with the certificate authority; null for those that Node.js knows. */
  ca: string | null;
  auth: { kind: 'basic'; userEnv: string; passwordEnv: string } | { kind: 'bearer'; tokenEnv: string } | null;
  timeoutMs: number;
};

export type Environment = Readonly<Record<string, string | undefined>>;

export type ClusterRequest = {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'HEAD';
  path: string;
  query?: Record<string, string | number | boolean>;
  /** JSON, or lines of it for bulk operations and several searches. */
  body?: object | string;
  signal?: AbortSignal;
  /** For the whole answer, instead of the time that every request has. */
  timeoutMs?: number;
  /**
   * How to ask the same of copies that a `preference` of OpenSearch names. Only for what any copy can answer.
   */
  preferring?: (preference: string) => Pick<ClusterRequest, 'query' | 'body'>;
};

/** Asks the cluster once: what is worth another try is decided by whoever asks. */
export interface Cluster {
  /** @returns The answer's JSON. @throws ClusterFailure */
  ask<Answer>(request: ClusterRequest): Promise<Answer>;
  close(): Promise<void>;
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

const assertSafe = (node: string): void => {
  const { protocol, hostname, username, password } = new URL(node);
  if (username || password) throw new ClusterFailure('settings', 'an address has credentials in it');
  if (protocol === 'https:' || LOOPBACK.has(hostname)) return;
  throw new ClusterFailure('settings', `${hostname} is not asked without https`);
};

const valueOf = (name: string, environment: Environment): string => {
  const value = environment[name];
  if (value) return value;
  throw new ClusterFailure('settings', `the environment variable ${name} is empty`);
};

const authOf = (
  auth: ClusterChoice['auth'],
  environment: Environment
): Pick<ClientOptions, 'auth' | 'headers'> => {
  if (auth === null) return {};
  if (auth.kind === 'bearer')
    return { headers: { authorization: `Bearer ${valueOf(auth.tokenEnv, environment)}` } };
  const username = valueOf(auth.userEnv, environment);
  return { auth: { username, password: valueOf(auth.passwordEnv, environment) } };
};

/** The names of the environment variables that it needs. */
export const keyVariablesOf = ({ auth }: Pick<ClusterChoice, 'auth'>): string[] => {
  if (auth === null) return [];
  return auth.kind === 'bearer' ? [auth.tokenEnv] : [auth.userEnv, auth.passwordEnv];
};

/** Its hundreds of modules are loaded for the first request, so that who has no cluster does without. */
const openClient = async (options: ClientOptions) => {
  const { Client, errors } = await import('@opensearch-project/opensearch');
  return { client: new Client(options), errors };
};

/** @param timeoutMs For the whole answer: the client's own time limit ends with the answer's headers. */
const send = async (
  client: Client,
  { signal, method, path, query, body }: Omit<ClusterRequest, 'preferring' | 'timeoutMs'>,
  timeoutMs: number
) => {
  const params = {
    ...{ method, path },
    ...(query && { querystring: query }),
    ...(typeof body === 'string' ? { bulkBody: body } : { body }),
  };
  const sent = client.transport.request(params, { requestTimeout: timeoutMs });
  const abort = (): void => void sent.abort();
  const timer = setTimeout(abort, timeoutMs);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return await sent;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
};

/** @throws ClusterFailure when it cannot be asked like this. */
export const openCluster = (choice: ClusterChoice, environment: Environment): Cluster => {
  choice.nodes.forEach(assertSafe);
  const options: ClientOptions = {
    nodes: [...choice.nodes],
    // Each failure is counted and answered by rules of our own.
    maxRetries: 0,
    ...(choice.ca !== null && { ssl: { ca: readFileSync(choice.ca) } }),
    ...authOf(choice.auth, environment),
  };
  let opened: ReturnType<typeof openClient> | null = null;

  return {
    async ask<Answer>(request: ClusterRequest): Promise<Answer> {
      const { client, errors } = await (opened ??= openClient(options));
      request.signal?.throwIfAborted();
      try {
        return (await send(client, request, request.timeoutMs ?? choice.timeoutMs)).body as Answer;
      } catch (error) {
        if (error instanceof errors.RequestAbortedError) request.signal?.throwIfAborted();
        throw failureOf(error, errors);
      }
    },
    close: async () => (await opened)?.client.close(),
  };
};
