import { sideBySide } from '../../src/plugins/index-rebuild/server/src/pipeline/side-by-side';

type Piece = { name: string; signal: AbortSignal; done(): void; fail(error: Error): void };

const WIDTH = 2;

/** Pieces that end when the test says so. */
const open = (signal = new AbortController().signal) => {
  const begun: Piece[] = [];
  const pieces = sideBySide<string>(
    WIDTH,
    (name, stop) => new Promise<void>((done, fail) => void begun.push({ name, signal: stop, done, fail })),
    signal
  );
  return { pieces, begun, names: () => begun.map(({ name }) => name) };
};

describe('work side by side', () => {
  it('begins the next piece as soon as one is done', async () => {
    const { pieces, begun, names } = open();
    await pieces.add('a');
    await pieces.add('b');
    const third = pieces.add('c');
    await Promise.resolve();
    expect(names()).toEqual(['a', 'b']);
    begun[1].done();
    await third;
    expect(names()).toEqual(['a', 'b', 'c']);
    begun[0].done();
    begun[2].done();
    await pieces.finish();
  });

  it('tells the others to stop when one fails, and throws once they have', async () => {
    const { pieces, begun } = open();
    await pieces.add('a');
    await pieces.add('b');
    let thrown: Error | null = null;
    const end = pieces.finish().catch((error: Error) => (thrown = error));
    begun[0].fail(new Error('broken'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun[1].signal.aborted).toBe(true);
    expect(thrown).toBeNull();
    begun[1].fail(new Error('stopped'));
    await end;
    expect(thrown).toEqual(new Error('broken'));
  });

  it('begins nothing after an error', async () => {
    const { pieces, begun, names } = open();
    await pieces.add('a');
    begun[0].fail(new Error('broken'));
    await new Promise((resolve) => setImmediate(resolve));
    await expect(pieces.add('b')).rejects.toThrow('broken');
    expect(names()).toEqual(['a']);
  });

  it('passes on the signal of its caller', async () => {
    const caller = new AbortController();
    const { pieces, begun } = open(caller.signal);
    await pieces.add('a');
    caller.abort(new Error('cancelled'));
    expect(begun[0].signal.reason).toEqual(new Error('cancelled'));
  });
});
