import net from 'node:net';

/** Passes connections on to a server, which can be cut off, or another one can take its place. */
export class Relay {
  private readonly connections = new Set<() => void>();

  private readonly server = net.createServer((client) => this.connect(client));

  /** @param target The server's port; null while there is none. */
  private constructor(private target: number | null) {}

  static async start(target: number): Promise<Relay> {
    const relay = new Relay(target);
    await new Promise<void>((resolve) => relay.server.listen(0, '127.0.0.1', resolve));
    return relay;
  }

  get port(): number {
    return (this.server.address() as net.AddressInfo).port;
  }

  /** Ends all connections, and lets nobody connect. */
  cut(): void {
    this.switchTo(null);
  }

  /** Ends all connections; those that come now reach the other server. */
  switchTo(target: number | null): void {
    this.target = target;
    for (const end of this.connections) end();
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private connect(client: net.Socket): void {
    if (this.target === null) {
      client.destroy();
      return;
    }
    const server = net.connect(this.target, '127.0.0.1');
    const end = (): void => {
      this.connections.delete(end);
      client.destroy();
      server.destroy();
    };
    this.connections.add(end);
    client.pipe(server);
    server.pipe(client);
    for (const socket of [client, server]) {
      socket.on('error', end);
      socket.on('close', end);
    }
  }
}
