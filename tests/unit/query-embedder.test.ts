import { IndexRebuildError } from '../../src/plugins/index-rebuild/server/src/domain/errors';
import type { Embedder } from '../../src/plugins/index-rebuild/server/src/ports/embedder';
import { openQueryEmbedder } from '../../src/plugins/index-rebuild/server/src/processes/searcher/query-embedder';

const info = { model: 'm', modelHash: 'h', dimensions: 1 };
let closed = 0;
const working: Embedder = {
  info: { ...info, languages: null },
  embed: async () => Float32Array.of(1),
  close: async () => void (closed += 1),
};
const missing = () =>
  new IndexRebuildError(
    'EMBEDDER_UNAVAILABLE',
    'The embedding model in minilm cannot be used: a file is missing.'
  );

describe('the embedder of queries', () => {
  const said: string[] = [];
  const log = {
    info: (message: string) => void said.push(`info ${message}`),
    warn: (message: string) => void said.push(`warn ${message}`),
  };
  beforeEach(() => said.splice(0));

  it('may be missing when a searcher starts: queries by meaning are refused, and the log has the reason', async () => {
    const embedder = await openQueryEmbedder(
      () => Promise.reject(missing()),
      () => {},
      log
    );
    await expect(embedder.embed(['x'])).rejects.toMatchObject({
      code: 'EMBEDDER_UNAVAILABLE',
      message: expect.stringContaining('mode=lexical'),
      details: { reason: expect.stringContaining('a file is missing') },
    });
  });

  it('is reopened now and then, and works once its files are back', async () => {
    let time = 0;
    const open = jest.fn(() => Promise.reject(missing()) as Promise<Embedder>);
    const embedder = await openQueryEmbedder(
      open,
      () => {},
      log,
      () => time
    );
    for (let query = 0; query < 20; query += 1) await embedder.embed(['x']).catch(() => {});
    expect(open).toHaveBeenCalledTimes(1);
    open.mockImplementation(() => Promise.resolve(working));
    time = 10_000;
    expect(await embedder.embed(['x'])).toEqual(Float32Array.of(1));
    // Operators are told once that it is gone, and once that it is back.
    expect(said).toEqual([
      expect.stringMatching(/^warn queries cannot be embedded: .*a file is missing/),
      'info queries are embedded again',
    ]);
  });

  it('is refused at once when it differs from the generation’s', async () => {
    const other = () => {
      throw new IndexRebuildError('GENERATION_INCOMPATIBLE', 'another model');
    };
    closed = 0;
    await expect(openQueryEmbedder(() => Promise.resolve(working), other, log)).rejects.toMatchObject({
      code: 'GENERATION_INCOMPATIBLE',
    });
    expect(closed).toBe(1);
  });

  it('is opened once for queries that come together', async () => {
    let opened = 0;
    let now = 0;
    const open = async (): Promise<Embedder> => {
      opened += 1;
      if (opened === 1) throw missing();
      return working;
    };
    const embedder = await openQueryEmbedder(
      open,
      () => {},
      log,
      () => now
    );
    now = 10_000;
    await Promise.all([embedder.embed(['x']), embedder.embed(['y'])]);
    expect(opened).toBe(2);
  });
});
