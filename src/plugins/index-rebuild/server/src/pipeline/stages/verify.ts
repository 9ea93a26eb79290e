import { IndexRebuildError } from '../../domain/errors';
import { assertNotShrunk } from '../../domain/guards';
import { FILES, MANIFEST_VERSION, type Manifest, type ManifestRecord } from '../../domain/manifest';
import { recipeHash } from '../../domain/recipe';
import { evenSample, innerProduct, isUnitVector } from '../../domain/vectors';
import type { LoadedIndex } from '../../ports/engine';
import type { VectorReader } from '../../ports/staging';
import { indexedCount, type BuildContext } from '../build-context';
import type { Report, Stage } from '../stage';

/** Rows that are searched for in the new index, and neighbours compared with exact search. */
const SAMPLE = 64;
const NEIGHBOURS = 10;
const MIN_RECALL = 0.98;
const ROWS_AT_ONCE = 1024;

const STEPS = 4;

const refuse = (what: string): never => {
  throw new IndexRebuildError(
    'VERIFY_FAILED',
    `The new index did not pass its check: ${what} The present index stays live. Run the rebuild again; if this repeats, report it.`
  );
};

type Sampled = { row: number; vector: Float32Array; exact: number[] };

/** Scores within this of each other count as equal: sums in another order differ that much. */
const SCORE_TOLERANCE = 1e-4;

/** The best exact scores, kept as a short descending list. */
const keepBest = (scores: number[], score: number): void => {
  if (scores.length === NEIGHBOURS && score <= scores[NEIGHBOURS - 1]) return;
  const at = scores.findIndex((other) => other < score);
  scores.splice(at < 0 ? scores.length : at, 0, score);
  if (scores.length > NEIGHBOURS) scores.pop();
};

/** One pass over all rows: each must be a unit vector; the sample's exact neighbours on the way. */
const scan = async (
  vectors: VectorReader,
  dimensions: number,
  signal: AbortSignal
): Promise<Sampled[]> => {
  const sample: Sampled[] = [];
  for (const row of evenSample(vectors.rows, SAMPLE)) {
    sample.push({ row, vector: await vectors.read(row, 1), exact: [] });
  }
  for (let first = 0; first < vectors.rows; first += ROWS_AT_ONCE) {
    signal.throwIfAborted();
    const count = Math.min(ROWS_AT_ONCE, vectors.rows - first);
    const rows = await vectors.read(first, count);
    for (let index = 0; index < count; index += 1) {
      const vector = rows.subarray(index * dimensions, (index + 1) * dimensions);
      if (!isUnitVector(vector)) refuse(`vector ${first + index} is not finite and of length 1.`);
      for (const { vector: query, exact } of sample) keepBest(exact, innerProduct(query, vector));
    }
  }
  return sample;
};

/** Each sampled vector must find itself, and the index must find what exact search finds. */
const compare = (index: LoadedIndex, sample: readonly Sampled[]): void => {
  let found = 0;
  let wanted = 0;
  for (const { row, vector, exact } of sample) {
    const [hits] = index.search(vector, exact.length);
    if (!(hits.scores[0] >= exact[0] - SCORE_TOLERANCE)) refuse(`row ${row} does not find itself.`);
    const border = exact[exact.length - 1] - SCORE_TOLERANCE;
    found += hits.scores.filter((score) => score >= border).length;
    wanted += exact.length;
  }
  const recall = found / wanted;
  if (recall < MIN_RECALL) {
    refuse(`it finds ${(recall * 100).toFixed(1)} % of the true neighbours, ${MIN_RECALL * 100} % are asked.`);
  }
};

const sealed = async ({ staging }: BuildContext): Promise<Manifest['files']> => {
  const files: Manifest['files'] = {};
  for (const file of [FILES.index, FILES.vectors, FILES.passages, FILES.lexical]) {
    files[file] = await staging.seal(file);
  }
  return files;
};

const manifestOf = async (context: BuildContext, index: LoadedIndex): Promise<Manifest> => {
  const { staging, recipe, engine, clock, totals } = context;
  const records: ManifestRecord[] = [];
  for await (const record of staging.readLines<ManifestRecord>(FILES.stagedRecords)) {
    records.push(record);
  }
  return {
    version: MANIFEST_VERSION,
    generation: context.generation,
    run: context.run,
    createdAt: clock.now().toISOString(),
    recipe,
    recipeHash: recipeHash(recipe),
    engine: { name: engine.name, kind: engine.kind },
    counts: { records: records.length, passages: index.size, failed: totals.failures.length },
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

const verifyAll = async (
  context: BuildContext,
  report: Report,
  signal: AbortSignal
): Promise<void> => {
  const { staging, recipe, engine } = context;
  const vectors = await staging.readVectors(FILES.vectors, recipe.dimensions);
  try {
    const index = engine.load(staging.pathOf(FILES.index));
    checkCounts(context, vectors.rows, index);
    report(1, STEPS);
    compare(index, await scan(vectors, recipe.dimensions, signal));
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
