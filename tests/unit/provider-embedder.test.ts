import {
  openProviderEmbedder,
  openProviderQueryEmbedder,
  providerEmbedderInfo,
} from '../../src/plugins/index-rebuild/server/src/adapters/openai-compatible/embedder';
import type { IndexRebuildError } from '../../src/plugins/index-rebuild/server/src/domain/errors';
import type { ProviderEmbedder } from '../../src/plugins/index-rebuild/server/src/ports/embedder';
import {
  cut,
  ProviderServer,
  rows,
  silence,
  stall,
  status,
  text,
  type Fault,
} from '../support/provider-server';

const KEY = 'sk-very/secret+key';
const DIMENSIONS = 64;
const TEXTS = ['coral reefs', 'steel cables of a bridge', 'butter and dough', 'a cello'];
/** Now, so that the tests need not wait. */
const AT_ONCE = { 'retry-after': '0' };
/** Soon over where no answer comes, and enough for a sound one on a busy machine. */
const IMPATIENT = { timeoutMs: 1_000 };

describe('an embedder over HTTP', () => {
  let provider: ProviderServer;
  let choice: ProviderEmbedder;

  beforeAll(async () => {
    provider = await ProviderServer.start({ key: KEY, dimensions: DIMENSIONS });
    choice = {
      ...{ kind: 'openai-compatible', baseUrl: provider.baseUrl, model: 'words', apiKeyEnv: 'WORDS_KEY' },
      ...{ timeoutMs: 10_000, retries: 2, maxConcurrent: 2, dimensions: DIMENSIONS, sendDimensions: false },
      ...{ batchSize: 32, maxCharacters: null },
    };
  });

  afterAll(() => provider.stop());

  beforeEach(() => {
    provider.heal();
    provider.requests.length = 0;
  });

  const environment = { WORDS_KEY: `${KEY}\n` };
  const open = (change: Partial<ProviderEmbedder> = {}, signal?: AbortSignal) =>
    openProviderEmbedder({ ...choice, ...change }, environment, { signal });

  const vectorsOf = (embedded: Float32Array): number[][] =>
    Array.from({ length: embedded.length / DIMENSIONS }, (_, row) => [
      ...embedded.slice(row * DIMENSIONS, (row + 1) * DIMENSIONS),
    ]);

  const failure = async (work: Promise<unknown>): Promise<IndexRebuildError> =>
    work.then(
      () => Promise.reject(new Error('It did not fail.')),
      (error: IndexRebuildError) => error
    );

  it('asks for floats with the key and the model, and gives one unit vector per text', async () => {
    const vectors = vectorsOf(await open().embed(TEXTS));
    expect(vectors).toHaveLength(TEXTS.length);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    const [{ path, headers, body }] = provider.requests;
    expect(path).toBe('/v1/embeddings');
    expect(headers.authorization).toBe(`Bearer ${KEY}`);
    expect(body).toEqual({ model: 'words', input: TEXTS, encoding_format: 'float' });
  });

  it('sends at most one batch at a time, and asks for dimensions when told to', async () => {
    const single = await Promise.all(TEXTS.map((one) => open().embed([one])));
    provider.requests.length = 0;
    const embedded = await open({ batchSize: 3, sendDimensions: true }).embed(TEXTS);
    expect(vectorsOf(embedded)).toEqual(single.map((one) => [...one]));
    expect(provider.requests.map(({ body }) => [body.input.length, body.dimensions])).toEqual([
      [3, DIMENSIONS],
      [1, DIMENSIONS],
    ]);
  });

  it('cuts long texts without splitting a character', async () => {
    await open({ maxCharacters: 100 }).embed([`${'a'.repeat(99)}😀 and more`, 'short']);
    expect(provider.requests[0].body.input).toEqual([`${'a'.repeat(99)}\uFFFD`, 'short']);
  });

  it('sends no key to a provider that asks for none', async () => {
    const open2 = await ProviderServer.start();
    await open({ baseUrl: open2.baseUrl, apiKeyEnv: null }).embed(['x']);
    expect(open2.requests[0].headers.authorization).toBeUndefined();
    await open2.stop();
  });

  it('puts vectors that arrive in another order where they belong', async () => {
    const expected = await open().embed(TEXTS);
    provider.faultFor = () => rows((sound) => [...sound].reverse());
    expect(await open().embed(TEXTS)).toEqual(expected);
  });

  describe('tries again', () => {
    it.each<[string, Fault, Partial<ProviderEmbedder>]>([
      ...[408, 409, 429, 500, 502, 503, 504].map((code): [string, Fault, object] => [
        `after ${code}`,
        status(code, AT_ONCE),
        {},
      ]),
      ['after a date as Retry-After', status(429, { 'retry-after': new Date(0).toUTCString() }), {}],
      ['when the connection is cut in the answer', cut, {}],
      ['when the provider says nothing', silence, IMPATIENT],
      ['when the provider stops in the middle of its answer', stall, IMPATIENT],
    ])('%s', async (_, fault, change) => {
      const expected = await open().embed(TEXTS);
      provider.requests.length = 0;
      provider.failNext(1, fault);
      expect(await open(change).embed(TEXTS)).toEqual(expected);
      expect(provider.requests).toHaveLength(2);
    });

    it('as often as configured and no more', async () => {
      provider.faultFor = () => status(429, AT_ONCE);
      const error = await failure(open({ retries: 3 }).embed(TEXTS));
      expect(error).toMatchObject({ code: 'EMBEDDER_UNAVAILABLE', message: expect.stringContaining('429') });
      expect(provider.requests).toHaveLength(4);
    });

    it('not at all when told to wait for an hour', async () => {
      provider.faultFor = () => status(429, { 'retry-after': '3600' });
      expect(await failure(open().embed(TEXTS))).toMatchObject({ code: 'EMBEDDER_UNAVAILABLE' });
      expect(provider.requests).toHaveLength(1);
    });

    it('until it is stopped, even while it waits', async () => {
      const abort = new AbortController();
      provider.faultFor = () => {
        setImmediate(() => abort.abort());
        return status(503, { 'retry-after': '50' });
      };
      expect(await failure(open({}, abort.signal).embed(TEXTS))).toMatchObject({
        code: 'EMBEDDER_UNAVAILABLE',
      });
      expect(provider.requests).toHaveLength(1);
    });
  });

  describe('gives up at once on everything, since no text is at fault', () => {
    it.each<[string, Fault, string]>([
      ['an unknown model', status(404), '404'],
      ['a redirect', status(308, { location: 'http://127.0.0.1:9/v1/embeddings' }), '308'],
      ['too few vectors', rows((sound) => sound.slice(1)), '3 vectors for 4 texts'],
      ['too many vectors', rows((sound) => [...sound, { index: 4, embedding: [1] }]), 'do not belong'],
      ['one text twice', rows(([first, , ...rest]) => [first, first, ...rest]), 'do not belong'],
      [
        'no indexes',
        rows((sound) => sound.map(({ embedding }) => ({ embedding }))),
        'other than a list of vectors',
      ],
      [
        'vectors of other dimensions',
        rows((sound) => sound.map((row) => ({ ...row, embedding: row.embedding.slice(1) }))),
        '63 dimensions',
      ],
      [
        'a vector in another encoding',
        rows((sound) => sound.map((row) => ({ ...row, embedding: 'AAAA' }))),
        'other than a list of vectors',
      ],
      ['a page for people', text('<html>Welcome</html>'), 'other than JSON'],
      ['half an answer that says it is whole', text('{"data":[{"index":0,"embe'), 'other than JSON'],
      ['nothing', text(''), 'other than JSON'],
    ])('%s', async (_, fault, says) => {
      provider.faultFor = () => fault;
      const error = await failure(open().embed(TEXTS));
      expect(error).toMatchObject({ code: 'EMBEDDER_UNAVAILABLE', message: expect.stringContaining(says) });
      expect(error.status).toBe(503);
      expect(provider.requests).toHaveLength(1);
    });

    it('a port that nothing listens on', async () => {
      const gone = await ProviderServer.start();
      const { baseUrl } = gone;
      await gone.stop();
      const error = await failure(open({ baseUrl, retries: 0 }).embed(TEXTS));
      expect(error).toMatchObject({
        code: 'EMBEDDER_UNAVAILABLE',
        message: expect.stringContaining('ECONNREFUSED'),
      });
    });
  });

  describe('says that a text was refused', () => {
    const first = (value: unknown): Fault =>
      rows(([row, ...rest]) => [
        { ...row, embedding: row.embedding.map((number, at) => (at === 0 ? value : number)) },
        ...rest,
      ]);

    it.each<[string, Fault]>([
      ['400', status(400)],
      ['413', status(413)],
      ['422', status(422)],
      ['NaN as null', first(null)],
      ['a text for a number', first('0.5')],
      [
        'NaN as it stands',
        (response, sound) => response.end(JSON.stringify(sound).replace(/\d+\.\d+/, 'NaN')),
      ],
      [
        'a number too large for a float',
        (response, sound) => response.end(JSON.stringify(sound).replace(/\d+\.\d+/, '1e999')),
      ],
      ['zeros', rows((sound) => sound.map((row) => ({ ...row, embedding: row.embedding.map(() => 0) })))],
    ])('after %s', async (_, fault) => {
      provider.faultFor = () => fault;
      expect(await failure(open().embed(TEXTS))).toMatchObject({ code: 'EMBEDDING_FAILED' });
      expect(provider.requests).toHaveLength(1);
    });
  });

  describe('keeps the key to itself', () => {
    it('when the provider repeats it', async () => {
      const forms = [KEY, encodeURIComponent(KEY), Buffer.from(KEY).toString('base64')];
      for (const [code, shown] of [
        [400, '[key]'],
        [401, '401'],
        [403, '403'],
        [404, '[key]'],
        [500, '[key]'],
      ] as const) {
        provider.faultFor = () => status(code, AT_ONCE, `You sent ${forms.join(' and ')}.`);
        const { message, details } = await failure(open().embed(TEXTS));
        expect(message).toContain(shown);
        for (const form of forms) expect(`${message} ${JSON.stringify(details)}`).not.toContain(form);
      }
    });

    it.each([
      ['is not set', {}],
      ['is blank', { WORDS_KEY: ' \n' }],
      ['could not be sent', { WORDS_KEY: `${KEY}\nmore` }],
    ])('when it %s: the variable is named', async (_, variables) => {
      const { code, message } = await failure(openProviderEmbedder(choice, variables).embed(TEXTS));
      expect(code).toBe('EMBEDDER_UNAVAILABLE');
      expect(message).toContain('WORDS_KEY');
      expect(message).not.toContain(KEY);
      expect(provider.requests).toHaveLength(0);
    });
  });

  describe('for queries', () => {
    const openForQueries = (change: Partial<ProviderEmbedder> = {}) =>
      openProviderQueryEmbedder({ ...choice, ...change }, environment, 5_000);

    it('gives the same vectors', async () => {
      expect(await openForQueries().embed(TEXTS)).toEqual(await open().embed(TEXTS));
    });

    it('tries at most twice, then refuses at once for a while', async () => {
      provider.faultFor = () => status(503, AT_ONCE, 'The organisation org-17 has run out of money.');
      const embedder = openForQueries({ retries: 9 });
      const { code, message, retryAfter } = await failure(embedder.embed(['x']));
      expect({ code, retryAfter }).toEqual({ code: 'EMBEDDER_UNAVAILABLE', retryAfter: 5 });
      expect(message).toContain('mode=lexical');
      // Whoever searches is not told what the provider says to its customer.
      expect(message).not.toContain('org-17');
      expect(provider.requests).toHaveLength(2);
      provider.heal();
      expect(await failure(embedder.embed(['y']))).toMatchObject({ code });
      expect(provider.requests).toHaveLength(2);
    });

    it('takes as long as the settings allow, and no longer', async () => {
      provider.faultFor = () => (response, sound, request) =>
        void setTimeout(() => text(JSON.stringify(sound))(response, sound, request), 300);
      const within = (limitMs: number) => openProviderQueryEmbedder(choice, environment, limitMs);
      expect(await failure(within(200).embed(['x']))).toMatchObject({ code: 'EMBEDDER_UNAVAILABLE' });
      expect(await within(5_000).embed(['x'])).toHaveLength(DIMENSIONS);
    });

    it('answers the next query after one that was refused', async () => {
      const embedder = openForQueries();
      provider.failNext(1, status(422));
      expect(await failure(embedder.embed(['x']))).toMatchObject({ code: 'EMBEDDING_FAILED' });
      expect(await embedder.embed(['y'])).toHaveLength(DIMENSIONS);
    });
  });

  it.each<[Partial<ProviderEmbedder>, boolean]>([
    [{ model: 'other' }, true],
    [{ baseUrl: 'https://other.example/v1' }, true],
    [{ dimensions: 32 }, true],
    [{ maxCharacters: 500 }, true],
    [{ apiKeyEnv: 'OTHER_KEY' }, false],
    [{ batchSize: 4, retries: 0, timeoutMs: 50, maxConcurrent: 1 }, false],
  ])('with %j its vectors differ: %p', (change, differs) => {
    const { modelHash } = providerEmbedderInfo({ ...choice, ...change });
    expect(modelHash !== providerEmbedderInfo(choice).modelHash).toBe(differs);
  });
});
