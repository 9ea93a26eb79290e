import { specHash, type IndexSpec } from './index-spec';
import { MANIFEST_VERSION } from './manifest';

/** Version 2 knew one source, whose parts stood in the index spec itself; its records had no `uid`. */
type SpecOfVersion2 = {
  source: string;
  template: string;
  displayName: string;
  filterable: string[];
  passages: { field: string; context: string; maxPerRecord: number; minLength: number };
  model: string;
  modelHash: string;
  dimensions: number;
};

const specFromVersion2 = ({
  source,
  template,
  displayName,
  filterable,
  passages,
  ...model
}: SpecOfVersion2): IndexSpec => ({
  sources: [{ uid: source, template, displayName, filterable, passages }],
  ...model,
});

type Head = { version: number; spec: unknown };

const isVersion2 = (head: unknown): head is Head & { spec: SpecOfVersion2 } =>
  (head as Head | null)?.version === 2;

/**
 * The head of a manifest in the present version. What a record's fingerprint means has not changed
 * since version 2, so its vectors are reused and it is no drift.
 */
export const currentHead = (head: unknown): unknown => {
  if (!isVersion2(head)) return head;
  const spec = specFromVersion2(head.spec);
  return { ...head, version: MANIFEST_VERSION, spec, specHash: specHash(spec) };
};

/** A record's entry in the present version. @param uid The only source of a generation whose entries name none. */
export const currentEntry = (entry: unknown, uid: string): unknown =>
  typeof entry === 'object' && entry !== null && !('uid' in entry) ? { uid, ...entry } : entry;

/** A whole manifest in the present version. */
export const currentManifest = (manifest: unknown): unknown => {
  if (!isVersion2(manifest)) return manifest;
  const { source } = manifest.spec;
  const { records = [] } = manifest as unknown as { records?: unknown[] };
  return {
    ...(currentHead(manifest) as object),
    records: records.map((entry) => currentEntry(entry, source)),
  };
};
