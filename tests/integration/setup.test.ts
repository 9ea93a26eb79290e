import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

import { runCli, type Outcome } from '../support/cli';
import { temporaryFolder } from '../support/test-app';
import { DIMENSIONS, writeTinyModel } from '../support/tiny-model';

const root = path.resolve(__dirname, '../..');
const PLUGIN = path.join(root, 'node_modules/strapi-plugin-index-rebuild');
const BIN = path.join(PLUGIN, 'bin/index-rebuild.js');

const MODEL = '.index-rebuild/models/all-MiniLM-L6-v2-int8';
const BINDING = '.index-rebuild/faiss/faiss-node.node';

/** What the set-up and the embedder import. */
const PACKAGES = ['tar', 'zod', 'protobufjs', 'onnxruntime-node', '@huggingface/tokenizers'];

type Report = { ready: boolean; items: { name: string; ready: boolean; text: string }[] };

/** A project of its own, in which npm has left out faiss-node, whose install script failed. */
class Project {
  readonly folder = temporaryFolder();

  /** @param setupDir Where another project has its binding and model; its own folder if left out. */
  constructor(private readonly setupDir?: string) {
    writeFileSync(this.at('package.json'), '{ "name": "project" }');
  }

  at(name: string): string {
    return path.join(this.folder, name);
  }

  installPlugin(): void {
    for (const name of PACKAGES) {
      mkdirSync(path.dirname(this.at(`node_modules/${name}`)), { recursive: true });
      symlinkSync(path.join(root, 'node_modules', name), this.at(`node_modules/${name}`));
    }
    cpSync(PLUGIN, this.at('plugin'), { recursive: true });
  }

  setup(...args: string[]): Promise<Outcome> {
    return this.setupWith({}, ...args);
  }

  setupWith(variables: Record<string, string>, ...args: string[]): Promise<Outcome> {
    const main = this.at('plugin/dist/server/src/cli/main.js');
    const program = [process.execPath, '-e', `require(${JSON.stringify(main)}).main(process.argv.slice(1))`];
    const env = { ...variables, ...(this.setupDir && { INDEX_REBUILD_SETUP_DIR: this.setupDir }) };
    return runCli(['setup', ...args], { cwd: this.folder, program, env });
  }

  async check(...args: string[]): Promise<Report> {
    return JSON.parse((await this.setup('--check', '--json', ...args)).output) as Report;
  }

  /** What the expression gives in a process in the project, with the plugin's modules at hand. */
  evaluate<T>(expression: string): T {
    const script = `
      const load = (file) => require(${JSON.stringify(this.at('plugin/dist/server/src/'))} + file);
      (async () => process.stdout.write(JSON.stringify(await (${expression}))))();`;
    const output = execFileSync(process.execPath, ['-e', script], {
      ...{ cwd: this.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
    });
    return JSON.parse(output) as T;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const EMBED = (modelDir: string, texts: readonly string[], role: 'query' | 'passage') => `
  load('adapters/onnx/sentence-model.js').openSentenceModel(${JSON.stringify(modelDir)}, 1)
    .then((model) => model.embed(${JSON.stringify(texts)}, '${role}'))
    .then((rows) => Array.from(rows))`;

const FIND = `(() => {
  const { loadFaiss } = load('backends/embedded/faiss/binding.js');
  const index = new (loadFaiss().IndexFlatIP)(2);
  index.add([1, 0, 0, 1]);
  return index.search([0, 1], 1).labels;
})()`;

const project = new Project();
beforeAll(() => project.installPlugin());
afterAll(() => project.remove());

describe('the set-up of a project', () => {
  it('says what is missing, changes nothing, and needs no Strapi', async () => {
    const before = readdirSync(project.folder);
    const { code, output } = await project.setup('--check');
    expect(code).toBe(8);
    expect(output).toMatch(/^Platform +ok/m);
    expect(output).toMatch(/^FAISS binding +missing .*npx index-rebuild setup/m);
    expect(output).toMatch(/^Embedding model +missing .*npx index-rebuild setup/m);
    expect(readdirSync(project.folder)).toEqual(before);
  });

  it('fails with an error of its own where FAISS is used before', () => {
    const code = `(() => { try { load('backends/embedded/faiss/binding.js').loadFaiss(); } catch (error) { return error.code; } })()`;
    expect(project.evaluate(code)).toBe('FAISS_UNAVAILABLE');
  });

  const itOnDebian = existsSync('/usr/bin/apt-get') ? it : it.skip;

  itOnDebian('says what to install, and does not do it by itself', async () => {
    // A system on which none of the packages is installed.
    mkdirSync(project.at('programs'));
    writeFileSync(project.at('programs/dpkg-query'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const PATH = `${project.at('programs')}:${process.env.PATH}`;
    const { code, errors } = await project.setupWith({ PATH });
    expect(errors).toMatch(/apt-get install .*g\+\+ libfaiss-dev libopenblas-dev/);
    expect(code).toBe(8);
    expect(existsSync(project.at('.index-rebuild/logs/apt-install.log'))).toBe(false);
  });

  it('builds the binding and fetches the model, which then work', async () => {
    const { code, output, errors } = await project.setup();
    expect(errors).toMatch(/FAISS binding: prepared .*\n.*\nEmbedding model: prepared/);
    expect(output.match(/ ok /g)).toHaveLength(3);
    expect(code).toBe(0);
    expect(await project.check()).toMatchObject({ ready: true });
    expect(project.evaluate(FIND)).toEqual([1]);
    const [car, auto, tax] = [0, 1, 2].map((at) =>
      project
        .evaluate<number[]>(EMBED(project.at(MODEL), ['A car', 'An automobile', 'The tax office'], 'passage'))
        .slice(at * 384, (at + 1) * 384)
    );
    const dot = (left: number[], right: number[]) =>
      left.reduce((sum, value, at) => sum + value * right[at], 0);
    expect(dot(car, car)).toBeCloseTo(1, 5);
    expect(dot(car, auto)).toBeGreaterThan(dot(car, tax) + 0.3);
  });

  it('keeps itself out of version control', () => {
    expect(readFileSync(project.at('.index-rebuild/.gitignore'), 'utf8')).toBe('*\n');
  });

  it('does nothing the second time', async () => {
    const written = () => [MODEL, BINDING].map((name) => statSync(project.at(name)).mtimeMs);
    const before = written();
    const { code, errors } = await project.setup();
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(written()).toEqual(before);
  });
});

describe('a model of one’s own', () => {
  // The other project's folder holds what is needed besides.
  const other = new Project(project.at('.index-rebuild'));
  beforeAll(() => other.installPlugin());
  afterAll(() => other.remove());

  const describeModel = async (name: string): Promise<string> =>
    (await other.check('--model', name)).items[2].text;

  it('is tried out, described, and embeds with its prefixes', async () => {
    writeTinyModel(other.at('tiny'), 'tokens', {
      'config_sentence_transformers.json': { prompts: { query: 'find: ', document: 'the ' } },
      'model.json': { languages: ['en'] },
    });
    const { items } = JSON.parse((await other.setup('--json', '--model', 'tiny')).output) as Report;
    expect(items[2].text).toBe(
      `tiny: ${DIMENSIONS} dimensions, 32 tokens, mean pooling, prefixes "find: " and "the ", languages en`
    );
    const { sha256, ...description } = JSON.parse(readFileSync(other.at('tiny/model.json'), 'utf8'));
    expect(description).toMatchObject({ file: 'onnx/model.onnx', output: 'last_hidden_state' });
    expect(Object.keys(sha256)).toEqual(['onnx/model.onnx', 'tokenizer.json', 'tokenizer_config.json']);
    expect(await describeModel('tiny')).toContain('mean pooling');

    writeTinyModel(other.at('plain'), 'tokens');
    await other.setup('--model', 'plain');
    const plain = (text: string) => other.evaluate<number[]>(EMBED(other.at('plain'), [text], 'query'));
    const tiny = (role: 'query' | 'passage') =>
      other.evaluate<number[]>(EMBED(other.at('tiny'), ['sea'], role));
    expect(tiny('query')).toEqual(plain('find: sea'));
    expect(tiny('passage')).toEqual(plain('the sea'));
    expect(tiny('query')).not.toEqual(tiny('passage'));
  });

  it.each<[string, () => void, string]>([
    [
      'its vectors depend on padding',
      () => writeTinyModel(other.at('bad'), 'careless'),
      'changes with the other texts of its batch',
    ],
    [
      'all its texts have one vector',
      () => writeTinyModel(other.at('bad'), 'tokens', { 'model.json': { pooling: 'cls' } }),
      'different texts have the same vector',
    ],
    [
      'nothing says how to pool',
      () => writeTinyModel(other.at('bad'), 'tokens', { 'modules.json': [], '1_Pooling/config.json': {} }),
      'not named',
    ],
    [
      'its weights are no model',
      () => {
        writeTinyModel(other.at('bad'), 'tokens');
        writeFileSync(other.at('bad/onnx/model.onnx'), 'no model');
      },
      'The model does not work',
    ],
    ['it does not exist', () => {}, 'There is no folder'],
  ])('is refused when %s', async (_, write, says) => {
    rmSync(other.at('bad'), { recursive: true, force: true });
    write();
    const { code, errors } = await other.setup('--model', 'bad');
    expect(errors).toContain(says);
    expect(code).toBe(8);
  });

  it('leaves no set-up folder of its own', () => {
    expect(readdirSync(other.folder)).not.toContain('.index-rebuild');
  });

  it('is not needed with a provider', async () => {
    const { items } = await other.check('--without-model');
    expect(items.map(({ name }) => name)).toEqual(['FAISS binding']);
  });
});

describe('what the set-up has prepared', () => {
  it('finds a damaged model and a damaged binding', async () => {
    writeFileSync(project.at(`${MODEL}/tokenizer.json`), '{}');
    writeFileSync(project.at(BINDING), 'no library');
    const { ready, items } = await project.check();
    expect(ready).toBe(false);
    expect(items.map((item) => item.ready)).toEqual([true, false, false]);
    expect(items[1].text).toMatch(/cannot be loaded \(.*faiss-node\.node.*\)/);
    expect(items[2].text).toContain('incomplete or damaged');
  });
});

describe('a folder that is no application', () => {
  it('is left alone', async () => {
    const folder = temporaryFolder();
    const { code, errors } = await runCli(['setup'], {
      cwd: folder,
      program: [process.execPath, BIN],
      env: {},
    });
    expect(code).toBe(6);
    expect(errors).toContain('has no package.json');
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});
