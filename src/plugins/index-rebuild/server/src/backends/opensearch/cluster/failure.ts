import type { errors } from '@opensearch-project/opensearch';

import { IndexRebuildError, type ErrorCode } from '../../../domain/errors';

/**
 * Why a cluster did not do what it was asked:
 *
 * - `unreachable`: no node answered, or not in time
 * - `busy`: it has too much to do; later it may answer
 * - `disk`: a node's disk is too full to take more, which time alone does not change
 * - `denied`: the credentials are not accepted, or not for this
 * - `missing`: the index does not exist
 * - `closed`: the index takes nothing more, as one that was sealed
 * - `partial`: some shards have not answered, so the answer was dropped
 * - `settings`: it was not asked, since the settings do not allow to
 * - `request`: it did not understand the request
 */
export type FailureKind =
  | 'unreachable'
  | 'busy'
  | 'disk'
  | 'denied'
  | 'missing'
  | 'closed'
  | 'partial'
  | 'settings'
  | 'request';

const CODES: Record<FailureKind, ErrorCode> = {
  unreachable: 'SEARCH_CLUSTER_UNAVAILABLE',
  busy: 'SEARCH_CLUSTER_UNAVAILABLE',
  partial: 'SEARCH_CLUSTER_UNAVAILABLE',
  disk: 'SEARCH_CLUSTER_FULL',
  denied: 'SEARCH_CLUSTER_REFUSED',
  settings: 'SEARCH_CLUSTER_REFUSED',
  request: 'SEARCH_CLUSTER_REFUSED',
  missing: 'GENERATION_MISSING',
  closed: 'LEASE_LOST',
};

const WHAT_TO_DO: Record<FailureKind, string> = {
  unreachable: 'Check that its nodes run and that this server reaches them (engine.nodes).',
  busy: 'Try again later; if it stays like this, give it more nodes.',
  partial: 'Some of the index could not be asked: check the health of the cluster.',
  disk: 'Free up space on its nodes, or add one.',
  denied: 'Check the credentials and what their role may do (docs/opensearch.md).',
  settings: 'Check the settings under engine.',
  request: 'The log of Strapi has the details.',
  missing: 'Run a rebuild.',
  closed: 'Another run has ended this one; start it again.',
};

export class ClusterFailure extends IndexRebuildError {
  readonly kind: FailureKind;

  constructor(kind: FailureKind, reason: string) {
    super(CODES[kind], `OpenSearch: ${reason}. ${WHAT_TO_DO[kind]}`);
    this.name = 'ClusterFailure';
    this.kind = kind;
  }
}

/** Whether what was thrown is a failure of this kind. */
export const isKind = (error: unknown, kind: FailureKind): boolean =>
  error instanceof ClusterFailure && error.kind === kind;

/** An error as OpenSearch describes it, in an answer of its own or for one of many operations. */
export type Described = { type?: string; reason?: string };

/** Blocks of an index: the flood stage of the disk, and the one that sealing sets. */
const FLOOD = /flood-stage|read-only-allow-delete/;
const SERVICE_UNAVAILABLE = 503;
const NO_ALIAS = /require_alias/;

/**
 * What kind of failure a status and its description are. The flood stage has the same status as too much
 * load, and only its type tells them apart.
 */
export const kindOf = (status: number, { type = '', reason = '' }: Described): FailureKind => {
  if (type === 'cluster_block_exception') {
    if (FLOOD.test(reason)) return 'disk';
    // While it starts, or has no manager, it blocks everything for a while.
    return status === SERVICE_UNAVAILABLE ? 'busy' : 'closed';
  }
  if (type === 'search_phase_execution_exception' && status !== 400) return 'partial';
  if (NO_ALIAS.test(reason)) return 'closed';
  if (status === 404) return 'missing';
  if (status === 401 || status === 403) return 'denied';
  if (status === 429 || status >= 500) return 'busy';
  return 'request';
};

/** The root cause tells more than what wraps it. */
const describedIn = (body: unknown): Described => {
  const { error } = (body ?? {}) as { error?: Described & { root_cause?: Described[] } };
  return typeof error === 'object' ? (error.root_cause?.[0] ?? error) : {};
};

/** What Node.js says of a connection by TLS that was not made, and what it means. The first that fits counts. */
const TLS_PROBLEMS: readonly [RegExp, string][] = [
  [/altnames/, 'the certificate of a node is for another address'],
  [/certificate has expired/, 'the certificate of a node has expired'],
  [/certificate is not yet valid/, 'the certificate of a node is not valid yet'],
  [
    /certificate/,
    'the certificate of a node is signed by an authority that this server does not know (engine.ca)',
  ],
  [/wrong version number/, 'a node does not speak https'],
];

/** Why nobody answered, without messages of others, which may have an address in them. */
const silenceOf = ({ name, message }: Error): string =>
  TLS_PROBLEMS.find(([said]) => said.test(message))?.[1] ?? `no answer (${name})`;

const QUOTED = 300;

/** @param client The client's errors, of a module that only those load who have a cluster. */
export const failureOf = (error: unknown, client: typeof errors): ClusterFailure => {
  if (error instanceof ClusterFailure) return error;
  if (!(error instanceof client.ResponseError))
    return new ClusterFailure('unreachable', silenceOf(error as Error));
  const status = error.statusCode ?? 0;
  const own = ((error.body ?? {}) as { error?: Described }).error ?? {};
  const described = describedIn(error.body);
  const said = `${described.type ?? ''} ${described.reason ?? ''}`.trim().slice(0, QUOTED);
  const kind =
    own.type === 'search_phase_execution_exception' ? kindOf(status, own) : kindOf(status, described);
  return new ClusterFailure(kind, `${status} ${said}`.trim());
};
