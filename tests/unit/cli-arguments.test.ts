import { readCommand, UsageError } from '../../src/plugins/index-rebuild/server/src/cli/arguments';

describe('the arguments of setup', () => {
  const nothing = { name: 'setup', check: false, model: undefined, installPackages: false, json: false };

  it.each([
    [[], {}],
    [['--check'], { check: true }],
    [['--check', '--json'], { check: true, json: true }],
    [['--model', 'models/e5'], { model: 'models/e5' }],
    [['--without-model'], { model: null }],
    [['--install-packages'], { installPackages: true }],
  ])('may be %p', (args, differs) => {
    expect(readCommand(['setup', ...args])).toEqual({ ...nothing, ...differs });
  });

  it.each([
    [['setup', '--model', 'x', '--without-model'], 'either --model or --without-model'],
    [['setup', '--model', ''], 'Name the folder'],
    [['setup', 'models/e5'], 'Unexpected argument "models/e5"'],
    [['setup', '--wait'], '"setup" does not take --wait'],
    [['status', '--check'], '"status" does not take --check'],
    [['rebuild', '--model', 'x'], '"rebuild" does not take --model'],
    [['toString'], 'There is no command "toString"'],
  ])('may not be %p', (args, says) => {
    expect(() => readCommand(args)).toThrow(UsageError);
    expect(() => readCommand(args)).toThrow(says);
  });
});

describe('the arguments of other commands', () => {
  it.each([
    [
      ['rebuild', '--wait'],
      {
        ...{ name: 'rebuild', wait: true, allowShrink: false, allowDrop: false, reason: undefined },
        json: false,
      },
    ],
    [
      ['rebuild', '--allow-drop', '--reason', 'New names'],
      {
        ...{ name: 'rebuild', wait: false, allowShrink: false, allowDrop: true, reason: 'New names' },
        json: false,
      },
    ],
    [['tag', '--json'], { name: 'tag', wait: false, json: true }],
    [['rollback', '1-a', '--reason', 'r'], { name: 'rollback', generation: '1-a', reason: 'r', json: false }],
    [['purge', 'abc', '--json'], { name: 'purge', documentId: 'abc', json: true }],
    [['status'], { name: 'status', json: false }],
    [['status', '--help'], { name: 'help' }],
  ])('%p', (args, command) => {
    expect(readCommand(args)).toEqual(command);
  });
});
