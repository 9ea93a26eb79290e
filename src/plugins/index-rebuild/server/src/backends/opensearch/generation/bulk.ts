import { setTimeout as pause } from 'node:timers/promises';

import type { Cluster } from '../cluster/cluster';
import { ClusterFailure, kindOf, type Described } from '../cluster/failure';
import type { Row } from './rows';

/** A bulk of this size is answered in time, and larger ones are not taken faster. */
const MAX_BYTES = 6 * 1024 * 1024;

/** Pauses before rows are sent again that a busy or lost node did not take. */
const RETRY_MS = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000];

/** Each row once, however often it is sent: one that is there already counts as written. */
const CREATED = 201;
const THERE = 409;

type Item = { status: number; error?: Described };
type BulkAnswer = { errors: boolean; items: { create: Item }[] };

const linesOf = ({ id, routing, body }: Row): string =>
  `${JSON.stringify({ create: { _id: id, routing } })}\n${JSON.stringify(body)}\n`;

/** The rows that have to be sent again. @throws ClusterFailure when that would not help. */
const notTaken = (rows: readonly Row[], { errors, items }: BulkAnswer): Row[] => {
  if (!errors) return [];
  return rows.filter((_, at) => {
    const { status, error = {} } = items[at].create;
    if (status === CREATED || status === THERE) return false;
    const kind = kindOf(status, error);
    if (kind === 'busy') return true;
    throw new ClusterFailure(kind, `a row was refused: ${status} ${error.type ?? ''} ${error.reason ?? ''}`);
  });
};

const isWorthAnotherTry = (error: unknown): boolean =>
  error instanceof ClusterFailure && (error.kind === 'busy' || error.kind === 'unreachable');

const sendOnce = async (cluster: Cluster, alias: string, rows: readonly Row[]): Promise<Row[]> => {
  const answer = await cluster.ask<BulkAnswer>({
    method: 'POST',
    path: `/${alias}/_bulk`,
    // Without the alias nothing is written: a writer that is late creates no index.
    query: { require_alias: true },
    body: rows.map(linesOf).join(''),
  });
  return notTaken(rows, answer);
};

/** Writes rows, again and again for as long as a node is busy or gone. @throws ClusterFailure */
const send = async (cluster: Cluster, alias: string, rows: readonly Row[], signal: AbortSignal) => {
  let left = [...rows];
  for (let tries = 0; left.length > 0; tries += 1) {
    try {
      left = await sendOnce(cluster, alias, left);
    } catch (error) {
      if (!isWorthAnotherTry(error) || tries >= RETRY_MS.length) throw error;
    }
    if (left.length === 0) return;
    if (tries >= RETRY_MS.length) throw new ClusterFailure('busy', `${left.length} rows were not taken`);
    await pause(RETRY_MS[tries], undefined, { signal });
  }
};

/** Rows in bulks of a size that a node takes. */
const inBulks = function* (rows: readonly Row[]): Generator<Row[]> {
  let bulk: Row[] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = linesOf(row).length;
    if (bulk.length > 0 && bytes + size > MAX_BYTES) {
      yield bulk;
      bulk = [];
      bytes = 0;
    }
    bulk.push(row);
    bytes += size;
  }
  if (bulk.length > 0) yield bulk;
};

/** Writes rows by an alias. May be called again with the same ones. @throws ClusterFailure */
export const writeRows = async (
  cluster: Cluster,
  alias: string,
  rows: readonly Row[],
  signal: AbortSignal
): Promise<void> => {
  for (const bulk of inBulks(rows)) await send(cluster, alias, bulk, signal);
};
