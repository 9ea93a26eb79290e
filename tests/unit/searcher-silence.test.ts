import { EventEmitter } from 'node:events';

import { untilServing } from '../../src/plugins/index-rebuild/server/src/processes/searcher/start-searcher';
import { watchSilence } from '../../src/plugins/index-rebuild/server/src/processes/searcher/silence';

const START_SILENCE_MS = 7_000;

const JOB = {
  index: { engine: 'embedded', directory: '/index' },
  embedder: { kind: 'local', modelDir: '/model' },
  setupDir: '/setup',
  overlay: { directory: '/overlay', maxKept: 1, rules: { maxTextLength: 1, nameIsNotEnough: [] } },
  timeouts: { searcherStartMs: START_SILENCE_MS, searcherSilenceMs: 1, drainMs: 1, queryEmbeddingMs: 1 },
  beside: false,
  raiseTo: null,
} as const;

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('a searcher that serves', () => {
  const watch = () => {
    const [ping, onSilence] = [jest.fn(), jest.fn()];
    return { ping, onSilence, ...watchSilence({ ping, onSilence, limitMs: 5_000 }) };
  };

  it('is ended when several pings in a row go unanswered', () => {
    const { ping, onSilence } = watch();
    jest.advanceTimersByTime(5000);
    expect(onSilence).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1000);
    expect(onSilence).toHaveBeenCalledTimes(1);
    expect(ping).toHaveBeenCalledTimes(5);
    jest.advanceTimersByTime(10_000);
    expect(onSilence).toHaveBeenCalledTimes(1);
  });

  it('lives as long as it sends something now and then', () => {
    const { onSilence, heard } = watch();
    for (let turn = 0; turn < 20; turn += 1) {
      jest.advanceTimersByTime(2500);
      heard();
    }
    expect(onSilence).not.toHaveBeenCalled();
  });

  it('is not blamed for a time in which it was not pinged', () => {
    const { onSilence, stop } = watch();
    // The machine slept for an hour: timers fire once, however late.
    jest.setSystemTime(Date.now() + 3_600_000);
    jest.advanceTimersByTime(1000);
    expect(onSilence).not.toHaveBeenCalled();
    stop();
    jest.advanceTimersByTime(10_000);
    expect(onSilence).not.toHaveBeenCalled();
  });
});

describe('a searcher that starts', () => {
  const start = () => {
    const child = Object.assign(new EventEmitter(), { connected: true, send: jest.fn() });
    let end: (how: string) => void = () => {};
    const ended = new Promise<string>((resolve) => (end = resolve));
    return { child, end, serving: untilServing(child as never, JOB, ended) };
  };

  it('has all the time it needs while it makes progress', async () => {
    const { child, serving } = start();
    child.emit('message', { type: 'ready' });
    expect(child.send).toHaveBeenCalledWith({ type: 'serve', job: JOB }, expect.anything());
    for (let turn = 0; turn < 30; turn += 1) {
      jest.advanceTimersByTime(START_SILENCE_MS - 1);
      child.emit('message', { type: 'loading' });
    }
    const served = { generation: '1-aaaaaaaaaaaa', records: 3 };
    child.emit('message', { type: 'serving', served });
    await expect(serving).resolves.toEqual(served);
  });

  it('is given up when it falls silent', async () => {
    const { child, serving } = start();
    child.emit('message', { type: 'loading' });
    const given = expect(serving).rejects.toMatchObject({ code: 'SEARCHER_DIED' });
    jest.advanceTimersByTime(START_SILENCE_MS);
    await given;
    await expect(serving).rejects.toThrow('7000 ms');
    await expect(serving).rejects.toThrow('timeouts.searcherStartMs');
    expect(child.listenerCount('message')).toBe(0);
  });

  it('reports why it refused and how it exited', async () => {
    const refused = start();
    refused.child.emit('message', { type: 'refused', error: { code: 'GENERATION_CORRUPT', message: 'bad' } });
    await expect(refused.serving).rejects.toMatchObject({ code: 'GENERATION_CORRUPT' });
    const dead = start();
    dead.end('signal SIGKILL');
    await expect(dead.serving).rejects.toThrow('signal SIGKILL');
  });
});
