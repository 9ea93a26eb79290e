import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { environmentOf, shellCommand } from '../../scripts/demo/environment.mjs';
import { readOptions } from '../../scripts/demo/options.mjs';

const root = path.resolve(__dirname, '../..');

describe('where the demo keeps its data', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'demo-options-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("is the application's own place for invented experts", () => {
    expect(readOptions([], {}).folder).toBeNull();
    expect(shellCommand(null)).toBe('npx index-rebuild status');
  });

  it('is a folder per file of experts, which the command line has to be told', () => {
    const files = ['a', 'b'].map((name) => {
      const file = path.join(folder, `${name}.jsonl`);
      writeFileSync(file, `{"name":"${name}"}\n`);
      return file;
    });
    const [first, second] = files.map((file) => readOptions(['--from', file], {}).folder as string);
    expect(first).not.toBe(second);
    const relative = path.relative(root, first);
    expect(relative).toMatch(/^\.tmp\/demo\/from-[0-9a-f]{12}$/);
    expect(shellCommand(first)).toBe(
      `DATABASE_CLIENT=sqlite DATABASE_FILENAME=${relative}/data.db INDEX_REBUILD_DIR=${relative}/index npx index-rebuild status`
    );
    expect(environmentOf(first).DATABASE_FILENAME).toBe(path.join(first, 'data.db'));
  });
});
