import { act, renderHook } from '@testing-library/react';

import { useIndexStatus } from '../../src/plugins/index-rebuild/admin/src/hooks/useIndexStatus';
import { AdminServer, pass, shown } from './support/admin-server';
import { anOverlay, complete, rebuilding } from './support/samples';
import { storeFrame } from './support/store';

describe('polling for the status', () => {
  let server: AdminServer;

  beforeEach(async () => {
    server = await AdminServer.start();
    // The page's timers; promises and the network go on by themselves.
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'performance'] });
  });

  afterEach(async () => {
    jest.useRealTimers();
    await server.stop();
  });

  /** The hook on a page that has just been opened and has its first answer. */
  const open = async () => {
    const hook = renderHook(() => useIndexStatus(true), { wrapper: storeFrame() });
    await shown(() => expect(hook.result.current.status).toBeDefined());
    return hook;
  };

  const setVisibility = (state: DocumentVisibilityState): void => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: state });
    act(() => void document.dispatchEvent(new Event('visibilitychange')));
  };

  afterEach(() => Reflect.deleteProperty(document, 'visibilityState'));

  /** How often the server is asked within so many seconds. */
  const askedWithin = async (seconds: number): Promise<number> => {
    const before = server.statusRequests;
    for (let passed = 0; passed < seconds * 2; passed += 1) await pass(500);
    return server.statusRequests - before;
  };

  it('asks every 3 s while the page is visible, so that it follows what others start', async () => {
    server.answerStatus(complete());
    const { result } = await open();
    expect(result.current).toMatchObject({ status: complete(), running: false, isError: false });
    expect(await askedWithin(9)).toBe(3);
    server.answerStatus(rebuilding());
    await pass(3_000);
    await shown(() => expect(result.current.running).toBe(true));
  });

  it('asks nothing for somebody who may not read the status', async () => {
    server.answerStatus(complete());
    renderHook(() => useIndexStatus(false), { wrapper: storeFrame() });
    act(() => void window.dispatchEvent(new Event('focus')));
    expect(await askedWithin(9)).toBe(0);
  });

  it('leaves the server alone while the page is hidden and nothing runs', async () => {
    server.answerStatus(complete());
    await open();
    setVisibility('hidden');
    await pass(3_000);
    expect(await askedWithin(30)).toBe(0);
    setVisibility('visible');
    await shown(() => expect(server.statusRequests).toBeGreaterThan(1));
  });

  it('asks twice a second for the first ten seconds of a run, then every 3 s', async () => {
    server.answerStatus(rebuilding());
    const { result } = await open();
    expect(result.current.running).toBe(true);
    const atFirst = await askedWithin(10);
    expect(atFirst).toBeGreaterThanOrEqual(18);
    expect(atFirst).toBeLessThanOrEqual(20);
    await pass(3_000);
    expect(await askedWithin(9)).toBe(3);
  });

  it('follows a run to its end while the page is hidden, and then stops', async () => {
    server.answerStatus(rebuilding());
    const { result } = await open();
    await askedWithin(11);
    setVisibility('hidden');
    server.answerStatus(complete());
    await pass(3_000);
    await shown(() => expect(result.current.running).toBe(false));
    await pass(3_000);
    expect(await askedWithin(30)).toBe(0);
  });

  it('asks while records are about to become searchable, also hidden', async () => {
    server.answerStatus(complete({ overlay: anOverlay({}, { pending: 2 }) }));
    await open();
    setVisibility('hidden');
    expect(await askedWithin(6)).toBe(2);
  });

  it('stops when the page is left in the middle of a run', async () => {
    server.answerStatus(rebuilding());
    const { unmount } = await open();
    unmount();
    await pass(60_000);
    expect(server.statusRequests).toBe(1);
  });

  it('asks again when the page gets the focus, and polls faster if somebody else has started a run', async () => {
    server.answerStatus(complete());
    const { result } = await open();
    server.answerStatus(rebuilding());
    act(() => void window.dispatchEvent(new Event('focus')));
    await shown(() => expect(result.current.running).toBe(true));
    expect(await askedWithin(3)).toBeGreaterThanOrEqual(5);
  });

  it('no longer listens once the page is left', async () => {
    server.answerStatus(complete());
    const { unmount } = await open();
    unmount();
    window.dispatchEvent(new Event('focus'));
    window.dispatchEvent(new Event('online'));
    document.dispatchEvent(new Event('visibilitychange'));
    await pass(1_000);
    expect(server.statusRequests).toBe(1);
  });

  it('keeps the last status and keeps asking when the server fails in the middle of a run', async () => {
    server.answerStatus(rebuilding());
    const { result } = await open();
    server.failStatus();
    await pass(3_000);
    await shown(() => expect(result.current.isError).toBe(true));
    expect(result.current).toMatchObject({ status: rebuilding(), running: true });
    server.answerStatus(complete());
    await pass(3_000);
    await shown(() => expect(result.current).toMatchObject({ status: complete(), isError: false }));
  });

  it('retries by itself when the connection is lost while no run is active', async () => {
    server.answerStatus(complete());
    const { result } = await open();
    server.failStatus();
    act(() => void window.dispatchEvent(new Event('focus')));
    await shown(() => expect(result.current.isError).toBe(true));
    server.answerStatus(complete());
    await pass(3_000);
    await shown(() => expect(result.current.isError).toBe(false));
  });

  it('has no status and an error when the first answer is a failure', async () => {
    server.failStatus();
    const { result } = renderHook(() => useIndexStatus(true), { wrapper: storeFrame() });
    await shown(() => expect(result.current.isError).toBe(true));
    expect(result.current.status).toBeUndefined();
    server.answerStatus(complete());
    act(() => void result.current.refetch());
    await shown(() => expect(result.current.status).toEqual(complete()));
  });
});
