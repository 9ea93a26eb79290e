import type { FormerForm } from './former-fingerprint';
import { specHash, type IndexSpec } from './index-spec';
import { MANIFEST_VERSION } from './manifest';

/** Version 2 knew one source, whose parts stood in the index spec itself. */
type SpecOfOneSource = {
  source: string;
  template: string;
  displayName: string;
  filterable: string[];
  passages: { field: string; context: string; maxPerRecord: number; minLength: number };
  model: string;
  modelHash: string;
  dimensions: number;
};

/** Its first form called the index spec a recipe, and some of its parts otherwise. */
type Recipe = Omit<SpecOfOneSource, 'passages'> & {
  passages: { field: string; context: string; most: number; shortest: number };
};

type Counts = { records: number; passages: number; failed: number };

type Head = { version: 2 } & ({ spec: SpecOfOneSource } | { recipe: Recipe; counts: Counts });

type FormerEntry = { text?: string; passages?: number; check?: string };

const isVersion2 = (head: unknown): head is Head => (head as Head | null)?.version === 2;

const specOfRecipe = ({ passages: { most, shortest, ...split }, ...same }: Recipe): SpecOfOneSource => ({
  ...same,
  passages: { ...split, maxPerRecord: most, minLength: shortest },
});

const currentSpec = ({
  source,
  template,
  displayName,
  filterable,
  passages,
  ...model
}: SpecOfOneSource): IndexSpec => ({
  sources: [{ uid: source, template, displayName, filterable, passages }],
  ...model,
});

const currentCounts = ({ passages: rows, ...counts }: Counts) => ({ ...counts, rows });

/** What the head's form calls otherwise than today, as it is called today. */
const named = (head: Head) =>
  'recipe' in head
    ? {
        formerForm: 'recipe' as const,
        spec: currentSpec(specOfRecipe(head.recipe)),
        counts: currentCounts(head.counts),
      }
    : { formerForm: 'one-source' as const, spec: currentSpec(head.spec) };

/**
 * The head of a manifest in the present version. `formerForm` tells how its fingerprints were made:
 * with former-fingerprint.ts its vectors are reused, and its records are no drift.
 */
export const currentHead = (head: unknown): unknown => {
  if (!isVersion2(head)) return head;
  const names = named(head);
  return { ...head, version: MANIFEST_VERSION, ...names, specHash: specHash(names.spec) };
};

/** How the fingerprint of a record's entry was made; null for an entry of the present version. */
export const formerFormOf = (entry: unknown): FormerForm | null => {
  if (typeof entry !== 'object' || entry === null || 'uid' in entry) return null;
  return 'check' in entry ? 'recipe' : 'one-source';
};

/** A record's entry in the present version. @param uid The only source of a generation whose entries name none. */
export const currentEntry = (entry: unknown, uid: string): unknown => {
  const form = formerFormOf(entry);
  if (form === null) return entry;
  if (form === 'one-source') return { uid, ...(entry as object) };
  const { text: textHash, passages: rows, check: checksum, ...same } = entry as FormerEntry;
  return { uid, ...same, textHash, rows, checksum };
};

/** A whole manifest in the present version. */
export const currentManifest = (manifest: unknown): unknown => {
  if (!isVersion2(manifest)) return manifest;
  const head = currentHead(manifest) as { spec: IndexSpec };
  const [{ uid }] = head.spec.sources;
  const { records = [] } = manifest as unknown as { records?: unknown[] };
  return { ...head, records: records.map((entry) => currentEntry(entry, uid)) };
};
