// @ts-check
import { rmSync } from 'node:fs';

/* node scripts/clean.mjs NAME…: removes these folders of dist, so that a build leaves nothing stale. */
for (const name of process.argv.slice(2)) {
  rmSync(new URL(`../dist/${name}`, import.meta.url), { recursive: true, force: true });
}
