import type { DriftPorts } from './ports';
import { specCause, type LiveEntry } from '../../domain/drift';
import { recordKey } from '../../domain/manifest';
import { specHash, type IndexSpec } from '../../domain/index-spec';

const FINGERPRINT_LENGTH = 32;

/** What the live generation holds, and what a rebuild now would make of a record. */
export type LiveEntries = {
  generation: string;
  records: number;
  spec: IndexSpec;
  specHash: string;
  /** Why all of its records are outdated; null when its index spec is the current one. */
  otherSpec: 'spec' | 'model' | null;
  find(documentId: string, locale: string | null): LiveEntry | undefined;
  /** Its entries of one document. */
  localesOf(documentId: string): (string | null)[];
  all(): Iterable<{ key: string; documentId: string }>;
};

type Held = Pick<LiveEntries, 'generation' | 'records' | 'find' | 'localesOf' | 'all'> & {
  heldSpec: IndexSpec;
  heldHash: string;
};

/** One string per record, since there may be very many. */
const load = async ({ backend }: DriftPorts, generation: string): Promise<Held> => {
  const packed = new Map<string, string>();
  const locales = new Set<string | null>();
  const head = await backend.readEntries(generation, ({ documentId, locale, fingerprint, textHash }) => {
    packed.set(recordKey(documentId, locale), `${fingerprint}${textHash ?? ''}`);
    locales.add(locale);
  });
  return {
    generation,
    records: packed.size,
    heldSpec: head.spec,
    heldHash: head.specHash,
    find(documentId, locale) {
      const entry = packed.get(recordKey(documentId, locale));
      if (entry === undefined) return undefined;
      return {
        fingerprint: entry.slice(0, FINGERPRINT_LENGTH),
        textHash: entry.slice(FINGERPRINT_LENGTH) || null,
      };
    },
    localesOf: (documentId) => [...locales].filter((locale) => packed.has(recordKey(documentId, locale))),
    *all() {
      for (const key of packed.keys()) yield { key, documentId: key.slice(0, key.lastIndexOf(':')) };
    },
  };
};

/** The live generation's entries, kept in memory and read again when another one is live. */
export const createLiveEntries = (ports: DriftPorts) => {
  let held: Held | null = null;
  let spec: IndexSpec | null = null;

  return {
    /**
     * @param anew Whether to read the index spec again as well, since its model may have been replaced.
     * @returns Null when there is no live generation. @throws GENERATION_MISSING or GENERATION_CORRUPT.
     */
    async current(anew = false): Promise<LiveEntries | null> {
      const { liveGeneration } = await ports.catalog.read();
      if (liveGeneration === null) return null;
      if (held?.generation !== liveGeneration) {
        held = await load(ports, liveGeneration);
        spec = null;
      }
      const { heldSpec, heldHash, ...entries } = held;
      // Without a model nothing can be rebuilt, but edits can still be reported.
      if (anew || spec === null) spec = await ports.currentSpec().catch(() => heldSpec);
      const hash = spec === heldSpec ? heldHash : specHash(spec);
      const otherSpec = hash === heldHash ? null : specCause(heldSpec, spec);
      return { ...entries, spec, specHash: hash, otherSpec };
    },
  };
};

export type LiveEntriesSource = ReturnType<typeof createLiveEntries>;
