import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** Files of a certificate authority and of a certificate that it has signed. */
export type Certificates = { ca: string; key: string; certificate: string };

const openssl = (...args: string[]): void => {
  const { status, stderr, error } = spawnSync('openssl', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl ${args[0]}: ${error?.message ?? stderr}`);
};

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];

/** Makes an authority that nobody knows, and a certificate of it. @param names Such as "DNS:localhost". */
export const makeCertificates = (folder: string, names = 'DNS:localhost,IP:127.0.0.1'): Certificates => {
  const file = (name: string): string => path.join(folder, name);
  const authority = ['-keyout', file('ca.key'), '-out', file('ca.pem'), '-subj', '/CN=Authority of a test'];
  openssl('req', '-x509', ...NEW_KEY, ...authority);
  const signed = ['-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-subj', '/CN=A node of a test'];
  const use = ['-addext', `subjectAltName=${names}`, '-addext', 'basicConstraints=CA:FALSE'];
  const output = ['-keyout', file('node.key'), '-out', file('node.pem')];
  openssl('req', '-x509', ...NEW_KEY, ...signed, ...use, ...output);
  return { ca: file('ca.pem'), key: file('node.key'), certificate: file('node.pem') };
};

/**
 * What a node with a security plugin shows to those who ask it: TLS, and 401 without the right credentials.
 * Behind it is a node that has neither.
 */
export class TlsNode {
  /** Requests that came with the right credentials, and others. */
  accepted = 0;
  refused = 0;

  private readonly server: https.Server;

  private constructor(
    private readonly target: URL,
    { key, certificate }: Certificates,
    /** The value of the header "authorization". */
    public expects: string
  ) {
    const tls = { key: readFileSync(key), cert: readFileSync(certificate) };
    this.server = https.createServer(tls, (request, response) => this.answer(request, response));
  }

  static async start(target: string, certificates: Certificates, expects: string): Promise<TlsNode> {
    const node = new TlsNode(new URL(target), certificates, expects);
    await new Promise<void>((resolve) => node.server.listen(0, '127.0.0.1', resolve));
    return node;
  }

  get url(): string {
    return `https://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(request: http.IncomingMessage, response: http.ServerResponse): void {
    if (request.headers.authorization !== this.expects) {
      this.refused += 1;
      request.resume();
      response.writeHead(401, { 'content-type': 'text/plain' }).end('Unauthorized');
      return;
    }
    this.accepted += 1;
    const { hostname, port } = this.target;
    const { method, url, headers } = request;
    const passed = http.request({ hostname, port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.once('error', () => response.destroy());
    request.pipe(passed);
  }
}

export const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
