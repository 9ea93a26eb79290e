import { FILES, type RecordTexts } from '../../domain/manifest';
import type { VectorEngine } from '../../ports/engine';
import type { LexicalDocument } from '../../ports/lexical';
import type { VectorReader } from '../../ports/staging';
import type { BuildContext, BuiltIndex } from '../build-context';
import { MIN_RECALL, recallOf, sampleNeighbours } from '../recall';
import type { Report, Stage } from '../stage';

/** Rows read and added at a time: bounded memory, and progress that moves. */
const ROWS_AT_ONCE = 1024;

/** Records added to the lexical index at a time. */
const RECORDS_AT_ONCE = 256;

/** Rows on which the search effort is chosen. */
const SAMPLE = 128;

/** Words of every record, in the order of the records, so that an id is a record's place. */
const buildLexical = async ({ staging, lexical, spec }: BuildContext, signal: AbortSignal): Promise<void> => {
  const builder = lexical.create(spec.displayName);
  let id = 0;
  let documents: LexicalDocument[] = [];
  for await (const { fields } of staging.readLines<RecordTexts>(FILES.passages)) {
    documents.push({ id, fields });
    id += 1;
    if (documents.length < RECORDS_AT_ONCE) continue;
    signal.throwIfAborted();
    builder.add(documents);
    documents = [];
  }
  builder.add(documents);
  await staging.writeBytes(FILES.lexical, builder.serialise());
};

const writeIndex = async (
  engine: VectorEngine,
  vectors: VectorReader,
  { staging, spec }: BuildContext,
  report: Report,
  signal: AbortSignal
): Promise<void> => {
  const index = engine.create(spec.dimensions);
  report(0, vectors.rows);
  for (let row = 0; row < vectors.rows; row += ROWS_AT_ONCE) {
    signal.throwIfAborted();
    const count = Math.min(ROWS_AT_ONCE, vectors.rows - row);
    index.add(await vectors.read(row, count));
    report(row + count, vectors.rows);
  }
  index.save(staging.pathOf(FILES.index));
};

/** The least effort that finds enough of the true neighbours; null when none does. */
const chooseEffort = async (
  engine: VectorEngine,
  vectors: VectorReader,
  { staging, spec }: BuildContext,
  signal: AbortSignal
): Promise<number | null> => {
  const path = staging.pathOf(FILES.index);
  // The verify stage refuses a wrong row and says which; here it would only be found too early.
  const wrong = (row: number): never => {
    throw new Error(`Vector ${row} is not finite and of length 1.`);
  };
  const sample = await sampleNeighbours(vectors, spec.dimensions, SAMPLE, wrong, signal);
  for (const effort of engine.effort?.steps ?? []) {
    await engine.effort?.set(path, effort);
    if (recallOf(engine.load(path), sample) >= MIN_RECALL) return effort;
  }
  return null;
};

/** Exact, or approximate where that is allowed and good enough on these very vectors. */
const buildIndex = async (
  vectors: VectorReader,
  context: BuildContext,
  report: Report,
  signal: AbortSignal
): Promise<BuiltIndex> => {
  const engine = context.engineFor(vectors.rows);
  await writeIndex(engine, vectors, context, report, signal);
  if (!engine.effort) return { engine, effort: null };
  const effort = await chooseEffort(engine, vectors, context, signal);
  if (effort !== null) return { engine, effort };
  await writeIndex(context.exactEngine, vectors, context, report, signal);
  return { engine: context.exactEngine, effort: null };
};

/** Feeds the vectors to the engine and the words to the lexical index, and writes both. */
export const build: Stage<BuildContext> = {
  name: 'build',
  async run(context, report, signal) {
    const vectors = await context.staging.readVectors(FILES.vectors, context.spec.dimensions);
    try {
      context.built = await buildIndex(vectors, context, report, signal);
      await buildLexical(context, signal);
    } finally {
      await vectors.close();
    }
  },
};
