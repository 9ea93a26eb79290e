import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

import { extract } from 'tar';
import ts from 'typescript';

import { packedPlugin } from '../support/packed-plugin';

const MAX_BYTES = 2_000_000;

type Manifest = {
  name: string;
  bin: Record<string, string>;
  exports: Record<string, string | Record<string, string>>;
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
  strapi: Record<string, string>;
};

describe('the package', () => {
  const parent = mkdtempSync(path.join(os.tmpdir(), 'package-'));
  const folder = path.join(parent, 'package');
  let files: string[];
  let manifest: Manifest;

  const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');

  beforeAll(async () => {
    await extract({ file: packedPlugin(), cwd: parent });
    files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
    manifest = JSON.parse(read('package.json')) as Manifest;
  });

  afterAll(() => rmSync(parent, { recursive: true, force: true }));

  it('holds what people need to know', () => {
    expect(files).toEqual(
      expect.arrayContaining(['README.md', 'LICENSE', 'CHANGELOG.md', 'logo.png', 'package.json'])
    );
    expect(manifest.strapi).toMatchObject({ kind: 'plugin', name: 'index-rebuild' });
  });

  it('holds no tests, no sources, no maps and no model, and is small', () => {
    const unwanted = files.filter(
      (file) => /(^|\/)tests?\/|\.test\.|\.map$|\.onnx$|\.node$/.test(file) || /(?<!\.d)\.tsx?$/.test(file)
    );
    expect(unwanted).toEqual([]);
    expect(statSync(packedPlugin()).size).toBeLessThan(MAX_BYTES);
  });

  it('has every file that it exports', () => {
    const targets = Object.values(manifest.exports).flatMap((target) =>
      typeof target === 'string'
        ? [target]
        : // The SDK wants to know the sources, which the package leaves out.
          Object.entries(target).flatMap(([condition, file]) => (condition === 'source' ? [] : [file]))
    );
    const missing = [...targets, ...Object.values(manifest.bin)].filter(
      (file) => !existsSync(path.join(folder, file))
    );
    expect(missing).toEqual([]);
  });

  it('declares every package that its files import, since pnpm finds no other', () => {
    const declared = new Set(
      [manifest.dependencies, manifest.optionalDependencies, manifest.peerDependencies].flatMap(Object.keys)
    );
    const builtin = new Set(builtinModules);
    const undeclared = new Set<string>();
    for (const file of files.filter((name) => /\.m?js$/.test(name))) {
      for (const { fileName: name } of ts.preProcessFile(read(file), true, true).importedFiles) {
        if (name.startsWith('.')) continue;
        const [scope, second] = name.split('/');
        const found = scope.startsWith('@') ? `${scope}/${second}` : scope;
        const isOwn = found === manifest.name;
        if (!isOwn && !name.startsWith('node:') && !builtin.has(found) && !declared.has(found))
          undeclared.add(`${found} in ${file}`);
      }
    }
    expect([...undeclared]).toEqual([]);
  });

  it.each(['builder', 'embed-worker', 'projection', 'searcher'])(
    'exports the entry %s by its name',
    (name) => {
      const resolved = createRequire(path.join(__dirname, 'x.js')).resolve(`${manifest.name}/${name}`);
      expect(readFileSync(resolved, 'utf8')).toBe(read(manifest.exports[`./${name}`] as string));
    }
  );

  it('passes the verification of the plugin SDK', () => {
    const root = path.resolve(__dirname, '../../src/plugins/index-rebuild');
    const { status, stderr } = spawnSync('npm', ['run', 'verify'], { cwd: root, encoding: 'utf8' });
    expect(stderr).toContain('Verified package.json');
    expect(status).toBe(0);
  });
});
