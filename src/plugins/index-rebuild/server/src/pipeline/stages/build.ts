import { FILES, type RecordTexts } from '../../domain/manifest';
import type { LexicalDocument } from '../../ports/lexical';
import type { BuildContext } from '../build-context';
import type { Stage } from '../stage';

/** Rows read and added at a time: bounded memory, and progress that moves. */
const ROWS_AT_ONCE = 1024;

/** Records added to the lexical index at a time. */
const RECORDS_AT_ONCE = 256;

/** Words of every record, in the order of the records, so that an id is a record's place. */
const buildLexical = async ({ staging, lexical, recipe }: BuildContext, signal: AbortSignal): Promise<void> => {
  const builder = lexical.create(recipe.displayName);
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
  await staging.writeText(FILES.lexical, builder.serialise());
};

/** Feeds the vectors to the engine and the words to the lexical index, and writes both. */
export const build: Stage<BuildContext> = {
  name: 'build',
  async run(context, report, signal) {
    const { engine, recipe, staging } = context;
    const vectors = await staging.readVectors(FILES.vectors, recipe.dimensions);
    try {
      const index = engine.create(recipe.dimensions);
      report(0, vectors.rows);
      for (let row = 0; row < vectors.rows; row += ROWS_AT_ONCE) {
        signal.throwIfAborted();
        const count = Math.min(ROWS_AT_ONCE, vectors.rows - row);
        index.add(await vectors.read(row, count));
        report(row + count, vectors.rows);
      }
      index.save(staging.pathOf(FILES.index));
      await buildLexical(context, signal);
    } finally {
      await vectors.close();
    }
  },
};
