import {
  cleanLine,
  createNativeOutput,
  levelOf,
  type LogLevel,
} from '../../src/plugins/index-rebuild/server/src/processes/native-output';

describe('the level of a line of error output', () => {
  it.each<[string, LogLevel]>([
    ['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory', 'error'],
    ["terminate called after throwing an instance of 'faiss::FaissException'", 'error'],
    ["hnsw.cpp:12: void f(): Assertion `n > 0' failed.", 'error'],
    ['TypeError: x is not a function', 'error'],
    ['2026-01-02 03:04:05.678 [E:onnxruntime:, sequential_executor.cc:514] Non-zero status code', 'error'],
    ['2026-01-02 03:04:05.678 [W:onnxruntime:, graph.cc:123] Removing initializer', 'warn'],
    ['2026-01-02 03:04:05.678 [I:onnxruntime:, session.cc:1] Initializing session.', 'debug'],
    ['(node:17) ExperimentalWarning: it may change', 'warn'],
    ['no idea what this is', 'warn'],
  ])('of %j is %s', (line, level) => {
    expect(levelOf(line)).toBe(level);
  });

  it('is told without colours, and without a text that was no JSON', () => {
    expect(cleanLine('\u001b[1;31mred\u001b[m \r')).toBe('red');
    const line = `SyntaxError: Unexpected token 'M', "Maria keep"... is not valid JSON`;
    expect(cleanLine(line)).toBe('a text is not valid JSON');
    const quoted = `SyntaxError: "Maria keeps bees" is not valid JSON`;
    expect(cleanLine(quoted)).not.toContain('Maria');
  });
});

describe('what a process writes to its error output', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const open = () => {
    const written: [LogLevel, string][] = [];
    return { written, ...createNativeOutput((level, text) => written.push([level, text])) };
  };

  it('is one message for lines that come together, however they are cut', () => {
    const { written, add } = open();
    add('one\ntw');
    add('o\nthr');
    expect(written).toEqual([]);
    jest.advanceTimersByTime(250);
    expect(written).toEqual([['warn', 'one\ntwo']]);
    add('ee\n');
    jest.advanceTimersByTime(250);
    expect(written[1]).toEqual(['warn', 'three']);
  });

  it('is an error if it is the last before a death, with the line that was not ended', () => {
    const { written, add, end } = open();
    add('mmap of 3 GB refused\nAbort');
    end(true);
    expect(written).toEqual([['error', 'mmap of 3 GB refused\nAbort']]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('keeps its level when the process was ended on purpose', () => {
    const { written, add, end } = open();
    add('bye\n');
    end(false);
    expect(written).toEqual([['warn', 'bye']]);
  });

  it('does not flood the log', () => {
    const { written, add } = open();
    for (let line = 0; line < 10_000; line += 1) add(`again ${line}\n`);
    jest.advanceTimersByTime(250);
    expect(written).toHaveLength(1);
    expect(written[0][1].split('\n')).toHaveLength(21);
    expect(written[0][1]).toContain('and 9980 more lines');
    add('x'.repeat(1_000_000));
    add('\n');
    jest.advanceTimersByTime(250);
    expect(written[1][1].length).toBeLessThan(1_000);
  });
});
