import { runForApi, statusForApi } from '../../src/plugins/index-rebuild/server/src/controllers/api-view';
import { aRun, complete } from '../admin/support/samples';

const PATH = '/srv/app/.cache/models/model.onnx';
const quoting = { code: 'UNEXPECTED', message: `ENOENT: no such file, open '${PATH}'` };

describe('what the routes for pipelines show', () => {
  it('of a run is neither a name nor the administrator’s words', () => {
    const run = aRun({ startedBy: 'Ada Admin', cancelledBy: 'Eve Editor', reason: 'Ada asked for it.' });
    const shown = runForApi(run);
    expect(JSON.stringify(shown)).not.toMatch(/Ada|Eve/);
    expect(shown).toMatchObject({ id: run.id, status: run.status, records: run.records });
  });

  it('of an error is its code, without what the message quotes', () => {
    const { error, warning } = runForApi(aRun({ status: 'failed', error: quoting, warning: quoting }));
    expect([error?.code, warning?.code]).toEqual(['UNEXPECTED', 'UNEXPECTED']);
    expect(JSON.stringify([error, warning])).not.toContain(PATH);
  });

  it('of the status is nothing about the disk, and the run in short', () => {
    const shown = statusForApi(complete({ error: quoting }));
    expect(Object.keys(shown).sort()).toEqual([
      'drift',
      'error',
      'generation',
      'lastRebuildAt',
      'lastSwap',
      'nextRebuild',
      'recordsAtRebuild',
      'run',
      'searchAvailable',
      'status',
    ]);
    expect(Object.keys(shown.run ?? {}).sort()).toEqual(['id', 'kind', 'status']);
    expect(JSON.stringify(shown)).not.toContain(PATH);
  });
});
