import type { DriftPorts } from './ports';
import { sourceCause, type LiveEntry, type SourceCause } from '../../domain/drift';
import { formerSourceHash, type FormerForm } from '../../domain/former-fingerprint';
import { sourceHash, specHash, type IndexSpec, type SourceSpec } from '../../domain/index-spec';
import { recordKey, type DocumentRef, type RecordRef } from '../../domain/record';

/** One content type as it would be indexed now. */
export type LiveSource = {
  source: SourceSpec;
  /** `sourceHash` */
  hash: string;
  /** `formerSourceHash`, when an earlier version made the live generation's fingerprints. */
  formerHash: string | null;
  /** Why all of its records are outdated; null when its part of the index spec is the current one. */
  cause: SourceCause;
};

/** What the live generation holds, and what a rebuild now would make of a record. */
export type LiveEntries = {
  generation: string;
  records: number;
  specHash: string;
  /** Undefined for a content type that is no longer a source. */
  sourceOf(uid: string): LiveSource | undefined;
  find(record: RecordRef): LiveEntry | undefined;
  /** Its entries of one document. */
  recordsOf(document: DocumentRef): RecordRef[];
  /** Its records and their documents, by `recordKey` and `documentKey`. */
  all(): Iterable<{ key: string; document: string }>;
};

type Held = Pick<LiveEntries, 'generation' | 'records' | 'find' | 'recordsOf' | 'all'> & {
  heldSpec: IndexSpec;
  formerForm: FormerForm | null;
  heldHash: string;
};

const FINGERPRINT_LENGTH = 32;

/** One string per record, since there may be very many. */
const load = async ({ backend }: DriftPorts, generation: string): Promise<Held> => {
  const packed = new Map<string, string>();
  const locales = new Set<string | null>();
  const head = await backend.readEntries(generation, ({ fingerprint, textHash, ...record }) => {
    packed.set(recordKey(record), `${fingerprint}${textHash ?? ''}`);
    locales.add(record.locale);
  });
  return {
    generation,
    records: packed.size,
    heldSpec: head.spec,
    formerForm: head.formerForm ?? null,
    heldHash: head.specHash,
    find(record) {
      const entry = packed.get(recordKey(record));
      if (entry === undefined) return undefined;
      return {
        fingerprint: entry.slice(0, FINGERPRINT_LENGTH),
        textHash: entry.slice(FINGERPRINT_LENGTH) || null,
      };
    },
    recordsOf: (document) =>
      [...locales]
        .map((locale) => ({ ...document, locale }))
        .filter((record) => packed.has(recordKey(record))),
    *all() {
      for (const key of packed.keys()) yield { key, document: key.slice(0, key.lastIndexOf(':')) };
    },
  };
};

/** How the sources would be indexed now, by content type. */
const liveSources = (
  spec: IndexSpec,
  { heldSpec, formerForm }: Pick<Held, 'heldSpec' | 'formerForm'>
): Map<string, LiveSource> =>
  new Map(
    spec.sources.map((source) => {
      const formerHash = formerForm && formerSourceHash(formerForm, source, spec);
      const cause = sourceCause(heldSpec, spec, source);
      return [source.uid, { source, hash: sourceHash(source, spec), formerHash, cause }];
    })
  );

/** The live generation's entries, kept in memory and read again when another one is live. */
export const createLiveEntries = (ports: DriftPorts) => {
  let held: Held | null = null;
  let now: { hash: string; sources: ReadonlyMap<string, LiveSource> } | null = null;

  /** Without a model nothing can be rebuilt, but edits can still be reported: with the live one's spec. */
  const specNow = async ({ heldSpec, heldHash, formerForm }: Held) => {
    const spec = await ports.currentSpec().catch(() => heldSpec);
    const hash = spec === heldSpec ? heldHash : specHash(spec);
    return { hash, sources: liveSources(spec, { heldSpec, formerForm }) };
  };

  return {
    /**
     * @param anew Whether to read the index spec again as well, since its model may have been replaced.
     * @returns Null when there is no live generation. @throws GENERATION_MISSING or GENERATION_CORRUPT.
     */
    async current(anew = false): Promise<LiveEntries | null> {
      const { liveGeneration } = await ports.catalog.read();
      if (liveGeneration === null) return null;
      let entries = held;
      if (entries?.generation !== liveGeneration) {
        // The entries of two generations are never in memory together.
        held = null;
        entries = await load(ports, liveGeneration);
        held = entries;
        now = null;
      }
      if (anew || now === null) now = await specNow(entries);
      const { hash, sources } = now;
      const { generation, records, find, recordsOf, all } = entries;
      return {
        ...{ generation, records, find, recordsOf, all },
        specHash: hash,
        sourceOf: (uid) => sources.get(uid),
      };
    },
  };
};

export type LiveEntriesSource = ReturnType<typeof createLiveEntries>;
