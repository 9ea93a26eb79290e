import { FILES } from '../../domain/manifest';
import type { BuildContext } from '../build-context';
import type { Stage } from '../stage';

/** Rows read and added at a time: bounded memory, and progress that moves. */
const ROWS_AT_ONCE = 1024;

/** Feeds the vectors to the engine and writes its index. */
export const build: Stage<BuildContext> = {
  name: 'build',
  async run({ engine, recipe, staging }, report, signal) {
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
    } finally {
      await vectors.close();
    }
  },
};
