import { trackDeliveries } from '../../src/plugins/index-rebuild/server/src/adapters/strapi/deliveries';

describe('webhooks that are being told', () => {
  /** Strapi's runner, whose requests end when a test says so. */
  const open = (limitMs?: number) => {
    const ends: (() => void)[] = [];
    const runner = { run: () => new Promise<void>((resolve) => ends.push(resolve)) };
    const deliveries = trackDeliveries({ get: () => runner } as never, limitMs);
    return { runner, deliveries, end: () => ends.shift()?.() };
  };

  it('are waited for, those that follow in the queue as well', async () => {
    const { runner, deliveries, end } = open();
    const told: string[] = [];
    void runner.run().then(async () => {
      told.push('first');
      const second = runner.run();
      end();
      await second;
      told.push('second');
    });
    const settled = deliveries.settled();
    end();
    await settled;
    expect(told).toEqual(['first', 'second']);
  });

  it('do not hold up the end for long', async () => {
    const { runner, deliveries } = open(20);
    void runner.run();
    await expect(deliveries.settled()).resolves.toBeUndefined();
  });

  it('are not waited for when there are none', async () => {
    await expect(open().deliveries.settled()).resolves.toBeUndefined();
  });
});
