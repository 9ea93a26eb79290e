import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';

import { watchRequests } from '../../src/plugins/index-rebuild/server/src/adapters/strapi/open-requests';

const open = () => {
  const server = new EventEmitter();
  const { giveWay } = watchRequests(server as unknown as Server);
  const request = (): EventEmitter => {
    const response = new EventEmitter();
    server.emit('request', {}, response);
    return response;
  };
  return { giveWay, request };
};

describe('giving way to requests', () => {
  it('goes on when none is open', async () => {
    const { giveWay, request } = open();
    await giveWay();
    request().emit('close');
    await giveWay();
  });

  it('waits until the last one is answered', async () => {
    const { giveWay, request } = open();
    const [one, two] = [request(), request()];
    const order: string[] = [];
    const work = giveWay().then(() => order.push('work'));
    // The turn of the event loop in which work would go on.
    await new Promise((resolve) => setImmediate(resolve));
    order.push('one');
    one.emit('close');
    await Promise.resolve();
    order.push('two');
    two.emit('close');
    await work;
    expect(order).toEqual(['one', 'two', 'work']);
  });

  it('does not wait for ever for one that stays open', async () => {
    const { giveWay, request } = open();
    request();
    await giveWay();
  });
});
