import { createOwnLimiter } from '../../src/plugins/index-rebuild/server/src/adapters/limiter';
import {
  ERROR_REGISTRY,
  IndexRebuildError,
  shuttingDown,
  sourceShrunk,
  type ErrorCode,
} from '../../src/plugins/index-rebuild/server/src/domain/errors';
import { pipelineMessage, shownError } from '../../src/plugins/index-rebuild/server/src/domain/public-error';
import {
  clientOf,
  createRateLimiter,
  proxyWarning,
} from '../../src/plugins/index-rebuild/server/src/services/rate-limiter';

const SECRET = '/srv/app/.tmp/index/generations/1-aaaaaaaaaaaa/vectors.f32';
const WRITTEN_FOR_ALL = [
  'SEARCH_OVERLOADED',
  'SEARCHER_UNAVAILABLE',
  'NO_GENERATION',
  'EMBEDDER_UNAVAILABLE',
];

describe('errors that leave the server', () => {
  const codes = Object.keys(ERROR_REGISTRY) as ErrorCode[];

  it.each(codes)('%s carries no detail that is not meant to be shown', (code) => {
    const details = { lastOutput: SECRET, reason: SECRET, errno: -2, retryAfter: 3 };
    const shown = shownError(new IndexRebuildError(code, 'x', details), 'public');
    expect(shown.details).toEqual({ code });
  });

  it.each(codes.filter((code) => ERROR_REGISTRY[code].status >= 500 && !WRITTEN_FOR_ALL.includes(code)))(
    '%s does not tell the public about the inside, and does tell administrators',
    (code) => {
      const error = new IndexRebuildError(code, `ENOENT: no such file, open '${SECRET}'`);
      expect(shownError(error, 'public').message).not.toContain(SECRET);
      expect(shownError(error, 'admin').message).toContain(SECRET);
    }
  );

  it.each([
    'INSUFFICIENT_DISK',
    'STORAGE_FULL',
    'SEARCH_CLUSTER_REFUSED',
    'SEARCHER_DIED',
    'GENERATION_MISSING',
  ] satisfies ErrorCode[])(
    '%s is told to visitors and probes as search that is not available now',
    (code) => {
      const error = new IndexRebuildError(code, SECRET);
      for (const audience of ['public', 'probe'] as const) {
        expect(shownError(error, audience)).toEqual({
          ...{ status: 503, retryAfter: 30, details: { code } },
          message: 'Search is not available now. Try again later.',
        });
      }
      for (const audience of ['admin', 'pipeline'] as const)
        expect(shownError(error, audience).status).toBe(ERROR_REGISTRY[code].status);
    }
  );

  it('counts a network of IPv6 as one client, and IPv4 by its address however it is written', () => {
    const client = (address: string) => clientOf(undefined, address);
    expect(client('2001:db8:1:2:aaaa:bbbb:cccc:dddd')).toBe('ip:2001:db8:1:2::/64');
    expect(client('2001:DB8:1:2::7')).toBe('ip:2001:db8:1:2::/64');
    expect(client('2001:db8::1')).toBe('ip:2001:db8:0:0::/64');
    expect(client('::1')).toBe('ip:0:0:0:0::/64');
    expect(client('fe80::1%eth0')).toBe('ip:fe80:0:0:0::/64');
    expect(client('::ffff:10.0.0.1')).toBe('ip:10.0.0.1');
  });

  it('says after how many seconds to ask again, where that is known', () => {
    const error = new IndexRebuildError('SEARCH_CLUSTER_UNAVAILABLE', 'No answer.');
    expect(shownError(error, 'public')).toMatchObject({ status: 503, retryAfter: 5 });
    expect(shownError(new IndexRebuildError('UNEXPECTED', ''), 'public')).toMatchObject({ status: 500 });
  });

  it.each([
    'SOURCE_FAILED',
    'EMBEDDER_UNAVAILABLE',
    'EMBEDDING_FAILED',
    'TAGGING_FAILED',
    'TAGS_INCOMPLETE',
    'GENERATION_CORRUPT',
    'RUN_CANCELLED',
    'UNEXPECTED',
  ] satisfies ErrorCode[])('%s may quote others, so a pipeline learns its code alone', (code) => {
    const shown = shownError(new IndexRebuildError(code, SECRET), 'pipeline');
    expect(shown.details.code).toBe(code);
    expect(shown.message).not.toContain(SECRET);
  });

  it('tells a pipeline why a run failed where the words are ours', () => {
    const { code, message } = sourceShrunk(3, 12, 0.5);
    expect(pipelineMessage({ code, message })).toBe(message);
    expect(shownError(shuttingDown(), 'pipeline').message).toBe(shuttingDown().message);
    expect(shownError(shuttingDown(), 'public').message).not.toBe(shuttingDown().message);
  });

  it('tells a pipeline nothing of a code that the registry does not hold', () => {
    expect(pipelineMessage({ code: 'LATER', message: SECRET })).not.toContain(SECRET);
  });

  it('names the active run', () => {
    const error = new IndexRebuildError('RUN_IN_PROGRESS', 'A run is active.', { run: 'r1', other: 1 });
    expect(shownError(error, 'admin').details).toEqual({ code: 'RUN_IN_PROGRESS', run: 'r1' });
  });
});

describe('the rate limit', () => {
  it('tells tokens, users and addresses apart', () => {
    const as = (name: string) => clientOf({ strategy: { name }, credentials: { id: 1 } }, '10.0.0.1');
    const anybody = clientOf({ strategy: { name: 'users-permissions' }, credentials: null }, '10.0.0.1');
    expect(new Set([as('api-token'), as('users-permissions'), anybody]).size).toBe(3);
    expect(clientOf(undefined, '10.0.0.1')).toBe(anybody);
  });

  it('says after how many seconds to ask again', async () => {
    const limiter = createRateLimiter(createOwnLimiter({ requests: 2, seconds: 60 }));
    await limiter.admit('a');
    await limiter.admit('a');
    await expect(limiter.admit('a')).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfter: 60 });
    await expect(limiter.admit('b')).resolves.toBeUndefined();
  });

  it.each([
    [undefined, false],
    [false, false],
    [{ koa: false }, false],
    [{ koa: true, maxIpsCount: 1 }, false],
    [{ koa: true }, true],
    [{ koa: true, maxIpsCount: 0 }, true],
  ])('with server.proxy %j clients can choose their address: %s', (proxy, warned) => {
    expect(proxyWarning(proxy) !== null).toBe(warned);
  });
});
