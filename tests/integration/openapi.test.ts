import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

import { SECRETS, temporaryFolder } from '../support/test-app';

type Parameter = { name: string; in: string; required: boolean };
type Operation = {
  parameters: Parameter[];
  requestBody?: unknown;
  responses: Record<string, { content?: unknown }>;
};

const root = path.resolve(__dirname, '../..');

describe('strapi openapi generate', () => {
  const folder = temporaryFolder();
  let paths: Record<string, { get: Operation; post: Operation }>;

  beforeAll(async () => {
    const file = path.join(folder, 'openapi.json');
    await promisify(execFile)('npx', ['strapi', 'openapi', 'generate', '--output', file], {
      cwd: root,
      env: {
        ...process.env,
        ...SECRETS,
        NODE_ENV: 'test',
        DATABASE_FILENAME: path.join(folder, 'data.db'),
        INDEX_REBUILD_DIR: path.join(folder, 'index'),
      },
    });
    paths = JSON.parse(readFileSync(file, 'utf8')).paths;
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const names = (of: string): string[] => paths[of].get.parameters.map(({ name }) => name);

  it('describes the parameters and the answer of search', () => {
    expect(names('/search')).toEqual(
      expect.arrayContaining([
        'q',
        'mode',
        'spelling',
        'filters',
        'locale',
        'fields',
        'populate',
        'pagination[page]',
        'pagination[start]',
        'highlight',
        'explain',
      ])
    );
    expect(
      paths['/search'].get.parameters.filter(({ required }) => required).map(({ name }) => name)
    ).toEqual(['q']);
    expect(JSON.stringify(paths['/search'].get.responses['200'].content)).toMatch(
      /documentId.*score.*generation.*capped/
    );
  });

  it('describes the search for similar records', () => {
    expect(names('/search/similar/{documentId}')).toEqual(
      expect.arrayContaining(['documentId', 'filters', 'locale'])
    );
    expect(names('/search/similar/{documentId}')).not.toContain('q');
  });

  it('describes suggestions', () => {
    expect(names('/search/suggest').sort()).toEqual(['limit', 'locale', 'q', 'type']);
    expect(JSON.stringify(paths['/search/suggest'].get.responses['200'].content)).toMatch(
      /text.*kind.*name.*tag.*phrase.*generation/
    );
  });

  it('describes the explained search as the search', () => {
    expect(names('/search/explain')).toEqual(names('/search'));
  });

  it('describes the start of a rebuild, its run and the status', () => {
    const { post } = paths['/index-rebuild/runs'];
    expect(JSON.stringify(post.requestBody)).toMatch(/kind.*rebuild.*tag.*allowShrink/);
    expect(names('/index-rebuild/runs/{id}')).toEqual(['id']);
    for (const { responses } of [post, paths['/index-rebuild/runs/{id}'].get]) {
      expect(JSON.stringify(responses['200'].content)).toMatch(/completed.*interrupted.*generation.*warning/);
    }
    expect(JSON.stringify(paths['/index-rebuild/status'].get.responses['200'].content)).toMatch(
      /searchAvailable.*lastSwap.*queries.*failed.*nextRebuild.*scheduledAt.*onChanges.*drift.*added/
    );
  });
});
