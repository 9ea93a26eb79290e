import { setTimeout as pause } from 'node:timers/promises';

import type { IndexSpec } from '../../../domain/index-spec';
import type { IndexedRecord } from '../../../ports/generation-writer';
import { writeRows } from './bulk';
import type { Cluster } from '../cluster/cluster';
import { ClusterFailure, isKind } from '../cluster/failure';
import { indexBody, valuePathsOf, type IndexShape } from './mapping';
import { rowsOf } from './rows';

/** Where a generation lies: its index, and the alias by which it is written until it is sealed. */
export type IndexNames = { index: string; writeAlias: string };

/** @param prefix Of everything that this installation has in the cluster. */
export const namesOf = (prefix: string, generation: string): IndexNames => {
  const index = `${prefix}-${generation}`.toLowerCase();
  return { index, writeAlias: `${index}-write` };
};

/** What is remembered of a sealed index: another one of the same name is another index. */
export type SealedIndex = { uuid: string; rows: number };

type Health = { status: 'green' | 'yellow' | 'red'; initializing_shards: number };

const PAUSE_MS = 500;
/** Looks at an index whose copies are not being made, before it is given up. */
const MAX_IDLE = 60;

/** The rows that are there, once everything is refreshed. */
const countRows = async (cluster: Cluster, index: string): Promise<number> => {
  type Count = { count: number; _shards: { total: number; successful: number } };
  const { count, _shards: shards } = await cluster.ask<Count>({ method: 'GET', path: `/${index}/_count` });
  if (shards.successful < shards.total)
    throw new ClusterFailure('partial', `${shards.successful} of ${shards.total} shards were counted`);
  return count;
};

const uuidOf = async (cluster: Cluster, index: string): Promise<string> => {
  type Settings = Record<string, { settings: { index: { uuid: string } } }>;
  const answer = await cluster.ask<Settings>({ method: 'GET', path: `/${index}/_settings/index.uuid` });
  return answer[index].settings.index.uuid;
};

/** Creates an empty index that is written by its alias alone. @throws ClusterFailure if there is one. */
export const createIndex = async (
  cluster: Cluster,
  { index, writeAlias }: IndexNames,
  spec: IndexSpec,
  shape: IndexShape
): Promise<void> => {
  const body = { ...indexBody(spec, shape), aliases: { [writeAlias]: {} } };
  await cluster.ask({ method: 'PUT', path: `/${index}`, body });
};

/** Adds records. May be called again with the same ones, and from several lanes. @throws ClusterFailure */
export const addRecords = async (
  cluster: Cluster,
  { writeAlias }: IndexNames,
  spec: IndexSpec,
  records: readonly IndexedRecord[],
  signal: AbortSignal
): Promise<void> => {
  const pathOf = valuePathsOf(spec);
  const rows = records.flatMap((record) => rowsOf(record, spec.dimensions, pathOf));
  await writeRows(cluster, writeAlias, rows, signal);
};

/** Makes everything that was added searchable. @returns How many rows there are. */
export const refreshIndex = async (cluster: Cluster, { index }: IndexNames): Promise<number> => {
  await cluster.ask({ method: 'POST', path: `/${index}/_refresh` });
  return countRows(cluster, index);
};

const removeAlias = async (cluster: Cluster, { index, writeAlias }: IndexNames): Promise<void> => {
  try {
    await cluster.ask({ method: 'DELETE', path: `/${index}/_alias/${writeAlias}` });
  } catch (error) {
    if (!isKind(error, 'missing')) throw error;
  }
};

/** One look at whether each shard has all of its copies; those of a large index take long. */
const lookAtHealth = async (cluster: Cluster, index: string): Promise<Health | null> => {
  try {
    return await cluster.ask<Health>({ method: 'GET', path: `/_cluster/health/${index}` });
  } catch (error) {
    if (!(error instanceof ClusterFailure)) throw error;
    if (error.kind === 'denied' || error.kind === 'missing') throw error;
    return null;
  }
};

/** Waits for as long as copies are being made. @throws ClusterFailure when none is and some lack. */
const untilGreen = async (cluster: Cluster, index: string, signal: AbortSignal): Promise<void> => {
  for (let idle = 0; idle < MAX_IDLE; idle += 1) {
    signal.throwIfAborted();
    const health = await lookAtHealth(cluster, index);
    if (health?.status === 'green') return;
    if (health && health.initializing_shards > 0) idle = -1;
    await pause(PAUSE_MS, undefined, { signal });
  }
  throw new ClusterFailure('busy', 'shards lack copies, and none is being made');
};

/**
 * Ends writing for good: from here on a writer that is late is refused. Then each shard gets its copies.
 * May be called again.
 *
 * @param expected Rows that were added.
 * @throws ClusterFailure when there are fewer or more.
 */
export const sealIndex = async (
  cluster: Cluster,
  names: IndexNames,
  { expected, replicas, signal }: { expected: number; replicas: number; signal: AbortSignal }
): Promise<SealedIndex> => {
  const { index } = names;
  await removeAlias(cluster, names);
  // It returns when no write is under way any more.
  await cluster.ask({ method: 'PUT', path: `/${index}/_block/write` });
  const settings = { index: { number_of_replicas: replicas } };
  await cluster.ask({ method: 'PUT', path: `/${index}/_settings`, body: settings });
  await untilGreen(cluster, index, signal);
  const rows = await refreshIndex(cluster, names);
  if (rows !== expected)
    throw new ClusterFailure('request', `${index} has ${rows} rows, and ${expected} were added`);
  return { uuid: await uuidOf(cluster, index), rows };
};

/** Whether an index is the one that was sealed, and answers. @throws ClusterFailure when it is not or does not. */
export const verifyIndex = async (
  cluster: Cluster,
  { index }: IndexNames,
  sealed: SealedIndex
): Promise<void> => {
  if ((await uuidOf(cluster, index)) !== sealed.uuid)
    throw new ClusterFailure('missing', `${index} is another index than the one that was sealed`);
  const rows = await countRows(cluster, index);
  if (rows !== sealed.rows)
    throw new ClusterFailure('request', `${index} has ${rows} rows instead of ${sealed.rows}`);
};

/** May be called again. */
export const removeIndex = async (cluster: Cluster, { index }: IndexNames): Promise<void> => {
  try {
    await cluster.ask({ method: 'DELETE', path: `/${index}` });
  } catch (error) {
    if (!isKind(error, 'missing')) throw error;
  }
};

/** Every index of an installation, sealed or not. */
export const listIndexes = async (cluster: Cluster, prefix: string): Promise<string[]> => {
  // Not by _cat/indices, for which a role has to read the state of the whole cluster.
  const answer = await cluster.ask<object>({ method: 'GET', path: `/${prefix}-*/_settings/index.uuid` });
  return Object.keys(answer).sort();
};
