import { setTimeout as sleep } from 'node:timers/promises';

import type { KeptVectors } from '../../backends/embedded/overlay/kept-vectors';
import type { Overlay } from '../../backends/embedded/overlay/overlay';
import { hasCode, toIndexRebuildError } from '../../domain/errors';
import type { FieldValues } from '../../domain/field-value';
import { halvesOf } from '../../domain/halves';
import { recordKey, type RecordRef } from '../../domain/record';
import { textsOf } from '../../pipeline/resolve-vectors';
import type { NamedProblem } from '../../pipeline/stage-record';
import type { StagedRecord } from '../../pipeline/build-context';
import type { Log } from '../../ports/log';
import type { OverlayChange, OverlayOutcome, OverlayPut } from '../../ports/searcher';
import type { SourceRecord } from '../../ports/source';
import { alikeBatches } from './alike-batches';
import { pauseAfter } from './embedder-pauses';
import { indexedRecord, sameText, takePassages, type Held } from './overlay-record';

export type OverlayWorkParts = {
  overlay: Overlay;
  /** The generation's record of the same key, as far as it can be read. */
  held(record: RecordRef): Promise<Held | undefined>;
  /** What the generation's index spec makes of a record; null for a content type that it does not have. */
  stage(record: SourceRecord): StagedRecord | NamedProblem | null;
  filterableOf(record: SourceRecord): FieldValues;
  embed(texts: readonly string[]): Promise<Float32Array>;
  dimensions: number;
  /** Texts that are embedded together. */
  batchSize: number;
  kept: KeptVectors;
  /** Awaited before each batch, so that searches are answered first. */
  giveWay(): Promise<void>;
  tell(outcomes: readonly OverlayOutcome[]): void;
  log: Pick<Log, 'debug' | 'info' | 'warn'>;
};

/** Enough texts to find some that are equally long, and few enough to be done soon. */
const GROUP_TEXTS = 64;

/** A record whose missing vectors are to be embedded. */
type Open = { put: OverlayPut; staged: StagedRecord; vectors: Float32Array; missing: number[] };

const waitingFor = (records: number, code: string): string =>
  `records that were published or changed since the index was built wait for the embedder (${code}): ${records}. It is tried again`;

/** Works for as long as anything waits; calling it again meanwhile does nothing. */
const worker = (waiting: ReadonlyMap<string, unknown>, step: () => Promise<void>) => {
  let isWorking = false;
  return async (): Promise<void> => {
    if (isWorking) return;
    isWorking = true;
    while (waiting.size > 0) await step();
    isWorking = false;
  };
};

/** Embeds the records that are put into an overlay, whenever no search needs the processor. */
export const createOverlayWork = (parts: OverlayWorkParts) => {
  const { overlay, dimensions, batchSize, kept } = parts;
  const groupSize = Math.max(batchSize, GROUP_TEXTS);
  /** What has just come, what needs the embedder, each in order, and the version that each record is to have. */
  const fresh = new Map<string, OverlayPut>();
  const waiting = new Map<string, OverlayPut>();
  const wanted = new Map<string, number>();
  /** Of the embedder, one after the other. */
  let failures = 0;

  const isWanted = ({ record, version }: OverlayPut): boolean => wanted.get(recordKey(record)) === version;

  const report = (
    { record, version }: OverlayPut,
    state: OverlayOutcome['state'],
    since: Date | null = null
  ): void => parts.tell([{ key: recordKey(record), version, state, since }]);

  const finish = (put: OverlayPut, staged: StagedRecord, vectors: Float32Array, since: Date): void => {
    if (!isWanted(put)) return;
    overlay.put(indexedRecord(staged, vectors));
    report(put, 'searchable', since);
  };

  const keep = (fingerprint: string, vectors: Float32Array): Promise<void> =>
    // A disk that is full costs another embedding after a restart, and nothing now.
    kept.keep(fingerprint, vectors).catch(() => {});

  /** Does what needs no embedder. @returns What is left to embed; null when nothing is. */
  const openNow = async (put: OverlayPut): Promise<Open | null> => {
    const { record } = put;
    const key = recordKey(record);
    const staged = parts.stage(record);
    if (staged === null || 'code' in staged) {
      if (isWanted(put)) overlay.hide(record);
      report(put, 'refused');
      return null;
    }
    const there = await parts.held(record);
    if (there?.fingerprint === staged.fingerprint) {
      overlay.drop(key);
      report(put, 'indexed');
      return null;
    }
    const before = overlay.find(key);
    const known = await kept.find(staged.fingerprint);
    const rows = (staged.passages.length + 1) * dimensions;
    if (known?.vectors.length === rows) {
      finish(put, staged, known.vectors, known.at);
      return null;
    }
    for (const held of [before, there]) {
      const vectors = held && sameText(staged, held, dimensions);
      if (!vectors) continue;
      finish(put, staged, vectors, new Date());
      await keep(staged.fingerprint, vectors);
      return null;
    }
    const vectors = new Float32Array(rows);
    return { put, staged, vectors, missing: takePassages(staged, before ?? there, vectors, dimensions) };
  };

  /** A record that cannot be read for whatever reason must not keep the others waiting. */
  const open = (put: OverlayPut): Promise<Open | null> =>
    openNow(put).catch(() => {
      report(put, 'refused');
      return null;
    });

  const embedMissing = async (group: readonly Open[]): Promise<void> => {
    const rows = group.flatMap(({ staged, vectors, missing }) => {
      const texts = textsOf(staged);
      return missing.map((row) => ({ text: texts[row], vectors, row }));
    });
    for (const some of alikeBatches(rows, batchSize)) {
      await parts.giveWay();
      const found = await parts.embed(some.map(({ text }) => text));
      some.forEach(({ vectors, row }, place) =>
        vectors.set(found.subarray(place * dimensions, (place + 1) * dimensions), row * dimensions)
      );
    }
  };

  /** A group that is refused is tried again in halves, down to the record that is at fault. */
  const embedGroup = async (group: readonly Open[]): Promise<void> => {
    try {
      await embedMissing(group);
    } catch (error) {
      if (!hasCode(error, 'EMBEDDING_FAILED')) throw error;
      if (group.length === 1) report(group[0].put, 'refused');
      else for (const half of halvesOf(group)) await embedGroup(half);
      return;
    }
    for (const { put, staged, vectors } of group) {
      finish(put, staged, vectors, new Date());
      await keep(staged.fingerprint, vectors);
    }
  };

  /** The next records, as many as fill some batches: those that need no embedder are done with. */
  const nextGroup = async (): Promise<Open[]> => {
    const group: Open[] = [];
    let texts = 0;
    for (const [key, put] of waiting) {
      if (texts >= groupSize) break;
      waiting.delete(key);
      const opened = await open(put);
      if (opened) {
        group.push(opened);
        texts += opened.missing.length;
      }
      await parts.giveWay();
    }
    return group;
  };

  const putBack = (group: readonly Open[]): void => {
    const later = [...waiting];
    waiting.clear();
    for (const { put } of group) if (isWanted(put)) waiting.set(recordKey(put.record), put);
    for (const [key, put] of later) waiting.set(key, put);
  };

  const embedSome = async (): Promise<void> => {
    const group = await nextGroup();
    try {
      await embedGroup(group);
      if (failures > 0) parts.log.info('records beside the index are embedded again');
      failures = 0;
    } catch (error) {
      // Whatever is wrong with the embedder may be right again later.
      failures += 1;
      putBack(group);
      // Its message may quote a provider, and that a record.
      if (failures === 1) parts.log.warn(waitingFor(waiting.size, toIndexRebuildError(error).code));
      for (const put of waiting.values()) report(put, 'embedder');
      await sleep(pauseAfter(error, failures));
    }
  };

  const embedAll = worker(waiting, embedSome);

  /** What needs no embedder does not wait behind what does, least of all during an outage. */
  const sortNext = async (): Promise<void> => {
    const [[key, put]] = fresh;
    fresh.delete(key);
    const needsEmbedder = (await open(put)) !== null;
    if (needsEmbedder && isWanted(put)) {
      waiting.set(key, put);
      if (failures > 0) report(put, 'embedder');
      void embedAll();
    }
    await parts.giveWay();
  };

  const sortAll = worker(fresh, sortNext);

  const forget = (key: string): void => {
    fresh.delete(key);
    waiting.delete(key);
  };

  return {
    change({ put, drop }: OverlayChange): void {
      for (const key of drop) {
        forget(key);
        wanted.delete(key);
        overlay.drop(key);
      }
      for (const one of put) {
        const key = recordKey(one.record);
        forget(key);
        wanted.set(key, one.version);
        fresh.set(key, one);
        overlay.setValues(key, parts.filterableOf(one.record));
      }
      void sortAll();
    },
  };
};

export type OverlayWork = ReturnType<typeof createOverlayWork>;
