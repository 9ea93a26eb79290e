import { Failpoints } from '../support/failpoints';
import { descendantsOf, isAlive } from '../support/processes';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';

/** What an operator's service manager usually allows before it kills. */
const LIMIT_MS = 10_000;

describe('SIGTERM during a rebuild', () => {
  it.each(['snapshot', 'embed', 'verify', 'swap'] as const)(
    'in %s: Strapi exits in time, ends its children, and the run says why',
    async (stage) => {
      const folder = temporaryFolder();
      const failpoints = new Failpoints(folder);
      let app = await TestApp.start({ folder, env: failpoints.env });
      await app.call('grantSearchToPublic');
      await app.createExperts(sampleExperts(12));
      const { generation } = await app.rebuild();
      const id = await failpoints.startRunUntil(app, stage);
      const family = descendantsOf(app.pid);
      expect(family.length).toBeGreaterThanOrEqual(stage === 'swap' ? 1 : 2);
      const askedAt = Date.now();
      await app.stop();
      expect(Date.now() - askedAt).toBeLessThan(LIMIT_MS);
      expect(family.filter(isAlive)).toEqual([]);
      failpoints.clear();
      app = await TestApp.start({ folder });
      expect(await app.run(id)).toMatchObject({ status: 'interrupted', error: { code: 'RUN_INTERRUPTED' } });
      // The lease was released: no process has to wait until it expires.
      const next = await app.rebuild();
      expect(next).toMatchObject({ status: 'completed', records: { embedded: 0, reused: 12 } });
      expect(next.generation).not.toBe(generation);
      await app.remove();
    }
  );
});
