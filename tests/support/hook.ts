import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** Somebody whom a webhook calls. */
export class Hook {
  readonly bodies: object[] = [];

  private readonly server = http.createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      this.bodies.push(JSON.parse(text) as object);
      response.end();
    });
  });

  static async start(): Promise<Hook> {
    const hook = new Hook();
    await new Promise<void>((resolve) => {
      hook.server.listen(0, '127.0.0.1', resolve);
    });
    return hook;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => {
      this.server.close(resolve);
    });
  }
}
