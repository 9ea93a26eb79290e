// @ts-check
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import ts from 'typescript';

/*
 * Writes the declaration of the admin's entry, and of nothing else: no other module of the admin can be
 * imported from outside. Types are not checked here; `npm run typecheck` does.
 */
const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const config = ts.getParsedCommandLineOfConfigFile(
  path.join(folder, 'admin', 'tsconfig.json'),
  { noEmit: false, declaration: true, emitDeclarationOnly: true, rootDir: path.join(folder, 'admin', 'src') },
  { ...ts.sys, onUnRecoverableConfigFileDiagnostic: ({ messageText }) => fail(String(messageText)) }
);

/** @param {string} why @returns {never} */
function fail(why) {
  throw new Error(`The admin's types could not be written: ${why}`);
}

const entry = path.join(folder, 'admin', 'src', 'index.ts');
const program = ts.createProgram([entry], config?.options ?? fail('no configuration'));
const { emitSkipped } = program.emit(
  program.getSourceFile(entry) ?? fail(`${entry} is missing`),
  (_, text) => ts.sys.writeFile(path.join(folder, 'dist', 'admin', 'index.d.ts'), text),
  undefined,
  true
);
if (emitSkipped) fail('TypeScript emitted nothing');
