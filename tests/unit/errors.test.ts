import { readFileSync } from 'node:fs';
import path from 'node:path';

import {
  ERROR_REGISTRY,
  IndexRebuildError,
  toIndexRebuildError,
  type ErrorCode,
} from '../../src/plugins/index-rebuild/server/src/domain/errors';

const CODES = Object.keys(ERROR_REGISTRY) as ErrorCode[];

describe('an error of the registry', () => {
  it('crosses a process boundary unchanged', () => {
    const error = new IndexRebuildError('RUN_IN_PROGRESS', 'Wait for run 7.', { run: '7' });
    const copy = IndexRebuildError.fromPlain(JSON.parse(JSON.stringify(error.toPlain())));
    expect(copy).toBeInstanceOf(IndexRebuildError);
    expect(copy).toMatchObject({
      code: 'RUN_IN_PROGRESS',
      message: 'Wait for run 7.',
      details: { run: '7' },
      status: 409,
    });
  });

  it('has no details unless it is given some', () => {
    expect(IndexRebuildError.fromPlain({ code: 'UNEXPECTED', message: 'x' }).toPlain()).toEqual({
      code: 'UNEXPECTED',
      message: 'x',
      details: {},
    });
  });

  it.each<[ErrorCode, number, number | undefined]>([
    ['RUN_IN_PROGRESS', 409, undefined],
    ['RUN_NOT_FOUND', 404, undefined],
    ['QUERY_EMPTY', 400, undefined],
    ['SOURCE_EMPTY', 422, undefined],
    ['SEARCHER_UNAVAILABLE', 503, 2],
    ['NO_GENERATION', 503, 30],
    ['UNEXPECTED', 500, undefined],
  ])('%s answers %d, Retry-After %p', (code, status, retryAfter) => {
    const error = new IndexRebuildError(code, 'x');
    expect(error.status).toBe(status);
    expect(error.retryAfter).toBe(retryAfter);
  });

  it.each(CODES)('%s says when to come back exactly if it says "unavailable"', (code) => {
    const { status, retryAfter } = new IndexRebuildError(code, 'x');
    expect(retryAfter !== undefined).toBe(status === 503);
  });
});

describe('toIndexRebuildError', () => {
  const own = new IndexRebuildError('VERIFY_FAILED', 'Recall is too low.');

  it('leaves an error of the registry as it is', () => {
    expect(toIndexRebuildError(own, 'BUILDER_DIED')).toBe(own);
  });

  it.each<[unknown, ErrorCode | undefined, ErrorCode, string]>([
    [new TypeError('x is not a function'), undefined, 'UNEXPECTED', 'x is not a function'],
    [new Error('no model'), 'EMBEDDER_UNAVAILABLE', 'EMBEDDER_UNAVAILABLE', 'no model'],
    ['a text', 'SOURCE_FAILED', 'SOURCE_FAILED', 'a text'],
    [undefined, undefined, 'UNEXPECTED', 'undefined'],
  ])('takes %p with %p for %s', (thrown, given, code, message) => {
    expect(toIndexRebuildError(thrown, given)).toMatchObject({ code, message });
  });
});

describe('docs/errors.md', () => {
  const rows = () => {
    const text = readFileSync(path.resolve(__dirname, '../../docs/errors.md'), 'utf8');
    return [...text.matchAll(/^\| `([A-Z_]+)` \| (\d{3}) \|/gm)].map(
      ([, code, status]) => `${code} ${status}`
    );
  };

  it('lists exactly the codes of the registry, each once, with the status that they answer', () => {
    const registry = CODES.map((code) => `${code} ${ERROR_REGISTRY[code].status}`);
    expect(rows().sort()).toEqual(registry.sort());
  });
});
