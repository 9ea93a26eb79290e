import net from 'node:net';

export type Cut = 'before' | 'after';

/**
 * Passes bytes between Strapi and its database. When armed, it waits for the statement that moves
 * the pointer and cuts that connection: before the database has it, or after it and before the
 * answer. The next connections pass again.
 */
export class CuttingProxy {
  private armed: Cut | null = null;

  cuts = 0;

  private readonly server: net.Server;

  private constructor(private readonly target: number) {
    this.server = net.createServer((client) => this.connect(client));
  }

  static async start(target: number): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(target);
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as net.AddressInfo).port;
  }

  arm(cut: Cut): void {
    this.armed = cut;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }

  private connect(client: net.Socket): void {
    const database = net.connect(this.target, '127.0.0.1');
    const end = (): void => {
      client.destroy();
      database.destroy();
    };
    client.on('data', (chunk) => {
      const publishes = /update .*set "live_generation"/i.test(chunk.toString('latin1'));
      if (this.armed === null || !publishes) {
        database.write(chunk);
        return;
      }
      const cut = this.armed;
      this.armed = null;
      this.cuts += 1;
      if (cut === 'before') {
        end();
        return;
      }
      database.removeAllListeners('data');
      // The answer says that the statement is done; it does not reach Strapi.
      database.once('data', end);
      database.write(chunk);
    });
    database.on('data', (chunk) => client.write(chunk));
    for (const socket of [client, database]) {
      socket.on('error', end);
      socket.on('close', end);
    }
  }
}
