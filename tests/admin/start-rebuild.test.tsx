import { act, renderHook, screen } from '@testing-library/react';

import { useIndexStatus } from '../../src/plugins/index-rebuild/admin/src/hooks/useIndexStatus';
import { useStartRebuild } from '../../src/plugins/index-rebuild/admin/src/hooks/useStartRebuild';
import en from '../../src/plugins/index-rebuild/admin/src/translations/en.json';
import { AdminServer, refusal, shown, type Answer } from './support/admin-server';
import { aRun, aRunningRun, complete, rebuilding } from './support/samples';
import { storeFrame } from './support/store';

const START = 'POST /index-rebuild/runs';

describe('starting a rebuild', () => {
  let server: AdminServer;

  beforeEach(async () => {
    server = await AdminServer.start();
  });

  afterEach(() => server.stop());

  /** A page that shows the status and has the button. */
  const open = async () => {
    server.answerStatus(complete());
    const { result } = renderHook(() => ({ ...useIndexStatus(true), ...useStartRebuild() }), {
      wrapper: storeFrame(),
    });
    await shown(() => expect(result.current.status).toBeDefined());
    return result;
  };

  it.each<[how: string, Answer, sentence: string]>([
    ['accepted', { status: 202, body: { data: aRunningRun('snapshot') } }, en['rebuild.started']],
    ['refused because one is active', refusal(409, 'Run 7 is active.'), en['rebuild.conflict']],
    [
      'refused for another reason',
      refusal(422, 'Publish an expert.'),
      'The rebuild could not be started: Publish an expert.',
    ],
    [
      'refused because the disk is full',
      refusal(507, 'ENOSPC: no space left on device, write', 'STORAGE_FULL'),
      `The rebuild could not be started: ${en['errorCode.STORAGE_FULL']} (code STORAGE_FULL)`,
    ],
    [
      'met by a server error',
      refusal(500, 'Internal Server Error'),
      `The rebuild could not be started: ${en['refusal.server']}`,
    ],
    [
      'not allowed',
      refusal(403, 'Forbidden'),
      `The rebuild could not be started: ${en['refusal.forbidden']}`,
    ],
  ])('%s: says so and loads the status again', async (_, answer, sentence) => {
    const page = await open();
    server.answer(START, answer);
    server.answerStatus(rebuilding());
    await act(() => page.current.start());
    await shown(() => expect(screen.getByText(sentence)).toBeInTheDocument());
    await shown(() => expect(page.current.running).toBe(true));
    expect(page.current.isStarting).toBe(false);
    const [{ body }] = server.asked.filter(({ method }) => method === 'POST');
    expect(body).toMatchObject({ kind: 'rebuild' });
  });

  it.each<[how: string, Answer, sentence: string]>([
    ['accepted', { status: 202, body: { data: aRun({ kind: 'tag' }) } }, en['tag.started']],
    [
      'refused',
      refusal(400, 'Tagging is not configured.'),
      'Tagging could not be started: Tagging is not configured.',
    ],
  ])('starts a tag run as well: %s', async (_, answer, sentence) => {
    const page = await open();
    server.answer(START, answer);
    await act(() => page.current.start({ kind: 'tag' }));
    await shown(() => expect(screen.getByText(sentence)).toBeInTheDocument());
    const [{ body }] = server.asked.filter(({ method }) => method === 'POST');
    expect(body).toEqual({ kind: 'tag' });
  });

  it('says that it is starting until the server has answered, and starts once', async () => {
    const page = await open();
    server.answer(START, { status: 202, body: { data: aRunningRun('snapshot') } });
    let started: Promise<void> = Promise.resolve();
    act(() => {
      started = page.current.start();
    });
    expect(page.current.isStarting).toBe(true);
    await act(() => started);
    expect(page.current.isStarting).toBe(false);
    expect(server.asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});
