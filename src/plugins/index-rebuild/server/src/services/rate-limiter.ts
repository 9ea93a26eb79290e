import { IndexRebuildError } from '../domain/errors';
import type { Limiter } from '../ports/limiter';

type Auth = { strategy?: { name?: string }; credentials?: { id?: number | string } | null };

/**
 * The client: a token or a user if Strapi knows one, else the address. Tokens and users are
 * numbered separately, so the key includes the kind.
 */
export const clientOf = ({ strategy, credentials }: Auth = {}, address: string): string =>
  credentials?.id === undefined ? `ip:${address}` : `${strategy?.name ?? 'id'}:${credentials.id}`;

/** One count per client, across all routes of search. */
export const createRateLimiter = (limiter: Limiter) => ({
  /** @throws RATE_LIMITED with `details.retryAfter`. */
  async admit(client: string): Promise<void> {
    const seconds = await limiter.wait(client);
    if (seconds === 0) return;
    throw new IndexRebuildError(
      'RATE_LIMITED',
      'Too many searches in a short time. Try again a little later.',
      { retryAfter: seconds }
    );
  },
});

type ProxySettings = { koa?: boolean; maxIpsCount?: number } | boolean | undefined;

/** A warning if Strapi trusts proxies in a way that lets clients choose the address they are counted by. */
export const proxyWarning = (proxy: ProxySettings): string | null => {
  if (typeof proxy !== 'object' || !proxy.koa || (proxy.maxIpsCount ?? 0) > 0) return null;
  return (
    'server.proxy.koa is on without server.proxy.maxIpsCount: clients can choose their own address and so ' +
    'pass the rate limit of search. Set maxIpsCount to the number of proxies in front of Strapi.'
  );
};
