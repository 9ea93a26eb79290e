import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as realTime } from 'node:timers/promises';

import { act } from '@testing-library/react';

import type { Status } from '../../../src/plugins/index-rebuild/shared/contracts';

export type Answer = { status: number; body: unknown };
export type Asked = { method: string; url: string; body: unknown };

const STATUS = 'GET /index-rebuild/status';

/** A refusal in Strapi's error format; one by the plugin has a code. */
export const refusal = (status: number, message: string, code?: string): Answer => ({
  status,
  body: { data: null, error: { status, name: 'Error', message, details: code ? { code } : {} } },
});

/** An HTTP server in place of Strapi's: it answers what a test gives it and keeps what was asked. */
export class AdminServer {
  readonly asked: Asked[] = [];

  private readonly answers = new Map<string, Answer>();

  private readonly server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '' } = request;
      const text = Buffer.concat(chunks).toString();
      this.asked.push({ method, url, body: text ? JSON.parse(text) : null });
      const { status, body } = this.answers.get(`${method} ${url}`) ?? refusal(404, `No ${url} here`);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });

  /** Listens and becomes the backend of the admin. */
  static async start(): Promise<AdminServer> {
    const admin = new AdminServer();
    await new Promise<void>((resolve) => {
      admin.server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = admin.server.address() as AddressInfo;
    Object.assign(window.strapi, { backendURL: `http://127.0.0.1:${port}` });
    return admin;
  }

  answer(request: string, answer: Answer): void {
    this.answers.set(request, answer);
  }

  answerStatus(status: Status): void {
    this.answer(STATUS, { status: 200, body: { data: status } });
  }

  failStatus(): void {
    this.answer(STATUS, refusal(503, 'Come back later'));
  }

  /** How often the status was asked for. */
  get statusRequests(): number {
    return this.asked.filter(({ method, url }) => `${method} ${url}` === STATUS).length;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => {
      this.server.close(resolve);
    });
  }
}

/** Lets the timers of a test with a clock of its own go on, and then the network that they started. */
export const pass = async (milliseconds: number): Promise<void> => {
  await act(() => jest.advanceTimersByTimeAsync(milliseconds));
  await act(() => realTime(30));
};

/** Waits until React shows what `probe` looks for: by the real clock, also where a test has its own. */
export const shown = async (probe: () => void): Promise<void> => {
  for (let left = 2_000; ; left -= 1) {
    await act(() => realTime(10));
    try {
      probe();
      return;
    } catch (error) {
      if (left === 0) throw error;
    }
  }
};

/** Lets whatever has been asked for be answered. */
export const settled = (): Promise<void> => act(() => realTime(50));
