// @ts-check
import { readFileSync, writeFileSync } from 'node:fs';
import wabtModule from 'wabt';

import { fromRoot } from './setup/paths.mjs';

/*
 * node scripts/compile-kernel.mjs [--check]: compiles kernel.wat of the scan into kernel-bytes.ts, which is
 * kept in the repository, so that nobody who installs the plugin needs the compiler. With --check it
 * fails when the two differ.
 */

const scan = (/** @type {string} */ file) =>
  fromRoot('src/plugins/index-rebuild/server/src/backends/embedded/scan', file);

/** The source file with the compiled kernel. */
const compileKernel = async () => {
  const wabt = await wabtModule();
  const file = scan('kernel.wat');
  const parsed = wabt.parseWat(file, readFileSync(file), { simd: true });
  parsed.resolveNames();
  parsed.validate();
  const { buffer } = parsed.toBinary({});
  const bytes = Buffer.from(buffer).toString('base64');
  return `/** kernel.wat, compiled by scripts/compile-kernel.mjs; base64. */\nexport const KERNEL =\n  '${bytes}';\n`;
};

const target = scan('kernel-bytes.ts');
const compiled = await compileKernel();
if (!process.argv.includes('--check')) writeFileSync(target, compiled);
else if (readFileSync(target, 'utf8') !== compiled) {
  console.error('kernel-bytes.ts is not what kernel.wat compiles to. Run node scripts/compile-kernel.mjs.');
  process.exitCode = 1;
}
