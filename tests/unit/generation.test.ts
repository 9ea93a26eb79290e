import { IndexRebuildError } from '../../src/plugins/index-rebuild/server/src/domain/errors';
import {
  assertGenerationId,
  generationId,
  generationStatesBefore,
} from '../../src/plugins/index-rebuild/server/src/domain/generation';

describe('the states of a generation', () => {
  it.each([
    ['building', []],
    ['ready', ['building']],
    ['live', ['ready', 'retired']],
    ['retired', ['live']],
    ['discarded', ['building', 'ready', 'retired']],
  ] as const)('%s is reached from %j', (state, before) => {
    expect(generationStatesBefore(state).sort()).toEqual([...before].sort());
  });
});

describe('the id of a generation', () => {
  it('says which token wrote it, and is fit for a directory', () => {
    const id = generationId(12, 'abcd2345');
    expect(id).toBe('12-abcd2345');
    expect(assertGenerationId(id)).toBe(id);
  });

  it.each([
    '',
    '12',
    '12-',
    '12-short',
    'x-abcd2345',
    '../12-abcd2345',
    '12-abcd2345/..',
    '12-ABCD2345',
    '12-abcd2345\n',
  ])('is not %j', (id) => {
    expect(() => assertGenerationId(id)).toThrow(IndexRebuildError);
  });
});
