// @ts-check
import { ensureBuilt } from './build.mjs';
import { readOptions } from './demo/options.mjs';
import { setUp, SetupError } from './setup/index.mjs';

/*
 * npm run demo [-- --from FILE.jsonl]: from a fresh clone to a site with experts that can be
 * searched. Only Node itself is needed before the set-up, so what uses packages is imported after it.
 */
try {
  const options = readOptions(process.argv.slice(2), process.env);
  await setUp();
  await ensureBuilt();
  const { runDemo } = await import('./demo/run-demo.mjs');
  await runDemo(options);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`\n${error.message}`);
  process.exit(1);
}
