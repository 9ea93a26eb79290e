import { IndexRebuildError } from '../../domain/errors';
import { assertNotShrunk } from '../../domain/guards';
import { FILES, MANIFEST_VERSION, type Manifest, type ManifestRecord } from '../../domain/manifest';
import { specHash } from '../../domain/index-spec';
import type { LoadedIndex } from '../../ports/engine';
import { indexedCount, type BuildContext, type BuiltIndex } from '../build-context';
import { lostRow, MIN_RECALL, recallOf, sampleNeighbours, type Sampled } from '../recall';
import type { Report, Stage } from '../stage';

/** Rows that are searched for in the new index: a few where search is exact by its nature. */
const SAMPLE = { exact: 16, approximate: 128 };

const STEPS = 4;

const refuse = (what: string): never => {
  throw new IndexRebuildError(
    'VERIFY_FAILED',
    `The new index did not pass its check: ${what} The current index stays live. Run the rebuild again; if this repeats, report it.`
  );
};

/** Each sampled vector must find itself, and the index must find what exact search finds. */
const compare = (index: LoadedIndex, sample: readonly Sampled[]): void => {
  const lost = lostRow(index, sample);
  if (lost !== null) refuse(`row ${lost} does not find itself.`);
  const recall = recallOf(index, sample);
  if (recall < MIN_RECALL) {
    refuse(
      `it finds ${(recall * 100).toFixed(1)} % of the true neighbours, ${MIN_RECALL * 100} % are asked.`
    );
  }
};

const builtIndex = ({ built }: BuildContext): BuiltIndex => built ?? refuse('the index was not built.');

const sealed = async ({ staging }: BuildContext): Promise<Manifest['files']> => {
  const files: Manifest['files'] = {};
  for (const file of [FILES.index, FILES.vectors, FILES.passages, FILES.lexical]) {
    files[file] = await staging.seal(file);
  }
  return files;
};

const manifestOf = async (context: BuildContext, index: LoadedIndex): Promise<Manifest> => {
  const { staging, spec, clock, totals } = context;
  const { engine, effort } = builtIndex(context);
  const records: ManifestRecord[] = [];
  for await (const record of staging.readLines<ManifestRecord>(FILES.stagedRecords)) {
    records.push(record);
  }
  return {
    version: MANIFEST_VERSION,
    generation: context.generation,
    run: context.run,
    createdAt: clock.now().toISOString(),
    spec,
    specHash: specHash(spec),
    engine: { name: engine.name, kind: engine.kind, effort },
    counts: { records: records.length, rows: index.size, failed: totals.failures.length },
    files: context.files,
    records,
  };
};

const checkCounts = ({ totals, limits }: BuildContext, rows: number, index: LoadedIndex): void => {
  const expected = indexedCount(totals);
  if (rows !== totals.rows) refuse(`it holds ${rows} vectors, ${totals.rows} were written.`);
  if (index.size !== rows) refuse(`the index holds ${index.size} of ${rows} vectors.`);
  assertNotShrunk(expected, limits.shrink);
  const accounted = expected + totals.failures.length;
  if (accounted !== totals.total) {
    refuse(`${accounted} of the snapshot's ${totals.total} records are accounted for.`);
  }
};

const verifyAll = async (context: BuildContext, report: Report, signal: AbortSignal): Promise<void> => {
  const { staging, spec } = context;
  const { engine } = builtIndex(context);
  const vectors = await staging.readVectors(FILES.vectors, spec.dimensions);
  try {
    const index = engine.load(staging.pathOf(FILES.index));
    checkCounts(context, vectors.rows, index);
    report(1, STEPS);
    const size = engine.effort ? SAMPLE.approximate : SAMPLE.exact;
    const wrong = (row: number): never => refuse(`vector ${row} is not finite and of length 1.`);
    compare(index, await sampleNeighbours(vectors, spec.dimensions, size, wrong, signal));
    report(2, STEPS);
    context.files = await sealed(context);
    report(3, STEPS);
    await staging.writeManifest(await manifestOf(context, index));
    await staging.remove(FILES.snapshot);
    await staging.remove(FILES.stagedRecords);
    report(STEPS, STEPS);
  } finally {
    await vectors.close();
  }
};

/** Checks the new index as its files hold it; the manifest that ends it makes it a generation. */
export const verify: Stage<BuildContext> = {
  name: 'verify',
  async run(context, report, signal) {
    report(0, STEPS);
    await verifyAll(context, report, signal);
  },
};
