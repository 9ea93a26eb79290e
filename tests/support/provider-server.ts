import { createHash } from 'node:crypto';
import http, { type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Message = { role: string; content: string };

/** A request as it was received. */
export type Received = {
  path: string;
  headers: IncomingHttpHeaders;
  body: { model: string; input: string[]; messages: Message[] } & Record<string, unknown>;
};

type Answer = Record<string, unknown>;

/** What the provider does instead of answering properly; `sound` is the answer it would give. */
export type Fault = (response: ServerResponse, sound: Answer, request: Received) => void;

const send = (
  response: ServerResponse,
  status: number,
  body: string,
  headers: http.OutgoingHttpHeaders = {}
): void => {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
};

type Row = { index: number; embedding: unknown[] };

/** Answers with a status and an error in the protocol's form. */
export const status =
  (code: number, headers: http.OutgoingHttpHeaders = {}, message = `This is a ${code}.`): Fault =>
  (response) =>
    send(response, code, JSON.stringify({ error: { message, type: 'error' } }), headers);

/** Answers with wrong rows. */
export const rows =
  (change: (sound: Row[]) => unknown[]): Fault =>
  (response, sound) =>
    send(response, 200, JSON.stringify({ ...sound, data: change(sound.data as Row[]) }));

/** Answers with this text, whatever was asked. */
export const text =
  (body: string): Fault =>
  (response) =>
    send(response, 200, body);

/** Accepts the request and never responds. */
export const silence: Fault = () => {};

const half = (response: ServerResponse, sound: Answer): void => {
  const body = JSON.stringify(sound);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.write(body.slice(0, body.length / 2));
};

/** Sends half an answer, then cuts the connection. */
export const cut: Fault = (response, sound) => {
  half(response, sound);
  setImmediate(() => response.destroy());
};

/** Sends half an answer, then nothing more. */
export const stall: Fault = (response, sound) => half(response, sound);

/** A vector that texts with the same words share: each word adds to one place, which its hash names. */
const embed = (input: string, dimensions: number): number[] => {
  const vector = new Array<number>(dimensions).fill(0.01);
  for (const word of input.toLowerCase().match(/\p{L}+/gu) ?? []) {
    vector[createHash('sha256').update(word).digest().readUInt32LE(0) % dimensions] += 1;
  }
  return vector;
};

export type Options = {
  key?: string;
  dimensions?: number;
  /** What the chat model says to a conversation. */
  chat?: (messages: Message[]) => string;
};

/**
 * A model provider: a real HTTP server with the embeddings and the chat completions of
 * the OpenAI protocol. Faults are set from outside, for all requests or for the next few.
 */
export class ProviderServer {
  readonly requests: Received[] = [];

  /** Called for each request; null means a sound answer. */
  faultFor: (request: Received) => Fault | null = () => null;

  private readonly server: http.Server;

  /** The key that it accepts; null for any. */
  key: string | null;

  private readonly dimensions: number;

  private readonly chat: (messages: Message[]) => string;

  private constructor({ key, dimensions = 64, chat = () => '{}' }: Options) {
    this.key = key ?? null;
    this.dimensions = dimensions;
    this.chat = chat;
    this.server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString());
        this.answer({ path: request.url ?? '', headers: request.headers, body }, response);
      });
    });
  }

  static async start(options: Options = {}): Promise<ProviderServer> {
    const provider = new ProviderServer(options);
    await new Promise<void>((resolve) => provider.server.listen(0, '127.0.0.1', resolve));
    return provider;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  /** The next `times` requests fail this way, later ones do not. */
  failNext(times: number, fault: Fault): void {
    let left = times;
    this.faultFor = () => (left-- > 0 ? fault : null);
  }

  heal(): void {
    this.faultFor = () => null;
  }

  /** Also cuts open connections. */
  async stop(): Promise<void> {
    const stopped = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await stopped;
  }

  private sound({ path, body }: Received): Answer {
    const { model, input, messages } = body;
    if (path === '/v1/embeddings') {
      const data = input.map((item, index) => ({
        object: 'embedding',
        index,
        embedding: embed(item, this.dimensions),
      }));
      return { object: 'list', model, data, usage: { prompt_tokens: 0, total_tokens: 0 } };
    }
    const message = { role: 'assistant', content: this.chat(messages) };
    return {
      id: 'chat',
      object: 'chat.completion',
      model,
      choices: [{ index: 0, finish_reason: 'stop', message }],
    };
  }

  private answer(request: Received, response: ServerResponse): void {
    this.requests.push(request);
    const { path, headers } = request;
    const fault = this.faultFor(request);
    if (this.key !== null && headers.authorization !== `Bearer ${this.key}`) {
      status(401, {}, `Incorrect API key provided: ${headers.authorization}`)(response, {}, request);
    } else if (!['/v1/embeddings', '/v1/chat/completions'].includes(path)) {
      status(404)(response, {}, request);
    } else if (fault) fault(response, this.sound(request), request);
    else send(response, 200, JSON.stringify(this.sound(request)));
  }
}
