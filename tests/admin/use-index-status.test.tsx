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
    const hook = renderHook(() => useIndexStatus(), { wrapper: storeFrame() });
    await shown(() => expect(hook.result.current.status).toBeDefined());
    return hook;
  };

  const requests = (count: number) => shown(() => expect(server.statusRequests).toBe(count));

  it('asks once when the page opens and then leaves the server alone', async () => {
    server.answerStatus(complete());
    const { result } = await open();
    expect(result.current).toMatchObject({ status: complete(), running: false, isError: false });
    await pass(60_000);
    expect(server.statusRequests).toBe(1);
  });

  it('asks every 3 s while a run is active, and stops when it has ended', async () => {
    server.answerStatus(rebuilding());
    const { result } = await open();
    expect(result.current.running).toBe(true);
    for (const round of [2, 3, 4]) {
      await pass(2_900);
      expect(server.statusRequests).toBe(round - 1);
      await pass(100);
      await requests(round);
    }
    server.answerStatus(complete());
    await pass(3_000);
    await shown(() => expect(result.current.running).toBe(false));
    await pass(60_000);
    expect(server.statusRequests).toBe(5);
  });

  it('asks every 3 s while records are about to become searchable', async () => {
    server.answerStatus(complete({ overlay: anOverlay({}, { pending: 2 }) }));
    await open();
    server.answerStatus(complete({ overlay: anOverlay({ records: 2 }) }));
    await pass(3_000);
    await requests(2);
    await pass(60_000);
    expect(server.statusRequests).toBe(2);
  });

  it('stops when the page is left in the middle of a run', async () => {
    server.answerStatus(rebuilding());
    const { unmount } = await open();
    unmount();
    await pass(60_000);
    expect(server.statusRequests).toBe(1);
  });

  it('asks again when the page gets the focus, and polls if somebody else has started a run', async () => {
    server.answerStatus(complete());
    const { result } = await open();
    server.answerStatus(rebuilding());
    act(() => void window.dispatchEvent(new Event('focus')));
    await shown(() => expect(result.current.running).toBe(true));
    await pass(3_000);
    await requests(3);
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
    const asked = server.statusRequests;
    await pass(60_000);
    expect(server.statusRequests).toBe(asked);
  });

  it('has no status and an error when the first answer is a failure', async () => {
    server.failStatus();
    const { result } = renderHook(() => useIndexStatus(), { wrapper: storeFrame() });
    await shown(() => expect(result.current.isError).toBe(true));
    expect(result.current.status).toBeUndefined();
    server.answerStatus(complete());
    act(() => void result.current.refetch());
    await shown(() => expect(result.current.status).toEqual(complete()));
  });
});
