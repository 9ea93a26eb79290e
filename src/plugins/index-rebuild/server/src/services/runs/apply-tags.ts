import { rm } from 'node:fs/promises';
import path from 'node:path';

import { readJsonLines } from '../../lib/json-lines';
import type { Container } from '../../container';
import { FILES, recordKey } from '../../domain/manifest';
import { untaggedWarning, type TagLine } from '../../domain/tags';
import type { BuildTotals } from '../../pipeline/build-context';
import type { RunPatch } from '../../ports/run-store';
import type { BuildJob, TagJob } from '../../processes/protocol';
import type { RunTools } from './tools';

/** Records a transaction: short enough not to keep editors waiting. */
const RECORDS_AT_ONCE = 200;

/** How a builder is to tag; null where tagging is not configured. */
export const tagJob = async ({ settings, tags }: Container): Promise<TagJob | null> => {
  if (!settings.tags || !tags) return null;
  const { field, maxPerRecord, tagger } = settings.tags;
  return { taxonomy: await tags.taxonomy(), field, maxPerRecord, tagger };
};

/** Whether there is any tag to give. */
export const hasTags = ({ tags }: BuildJob): boolean => tags !== null && tags.taxonomy.length > 0;

/** Writes the file's tags to the database, some records at a time. @returns How many could not be. */
const writeAll = async ({ container, signal }: RunTools, directory: string) => {
  const { tags, log } = container;
  const keys = new Set<string>();
  let lines: TagLine[] = [];
  let left = 0;
  let why = '';
  const write = async (): Promise<void> => {
    signal.throwIfAborted();
    await tags?.apply(lines).catch((error: Error) => {
      left += lines.length;
      why = error.message;
      log.warn(`[index-rebuild] tags of ${lines.length} records could not be written: ${error.message}`);
    });
    lines = [];
  };
  for await (const line of readJsonLines<TagLine>(path.join(directory, FILES.tags))) {
    keys.add(recordKey(line.documentId, line.locale));
    lines.push(line);
    if (lines.length === RECORDS_AT_ONCE) await write();
  }
  if (lines.length > 0) await write();
  await tags?.keepOnly(keys);
  return { left, why: `the database refused them (${why}).` };
};

/**
 * Brings what a builder has tagged into the database, once nothing can stop the run any more. What
 * cannot be written is a warning: its records are tagged again by the next run.
 *
 * @returns What the run tells of it.
 */
export const applyTags = async (tools: RunTools, job: BuildJob, totals: BuildTotals): Promise<RunPatch> => {
  if (!hasTags(job)) return {};
  const { left, why } = await writeAll(tools, job.directory);
  await rm(path.join(job.directory, FILES.tags), { force: true });
  if (left > 0) return { warning: untaggedWarning(left, why) };
  const { untagged, taggingError } = totals;
  return untagged > 0 ? { warning: untaggedWarning(untagged, taggingError ?? '') } : {};
};
