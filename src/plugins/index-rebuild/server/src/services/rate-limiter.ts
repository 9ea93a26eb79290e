import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

import { IndexRebuildError } from '../domain/errors';

const MS = 1000;

type Auth = { strategy?: { name?: string }; credentials?: { id?: number | string } | null };

/**
 * The client: a token or a user if Strapi knows one, else the address. Tokens and users are
 * numbered separately, so the key includes the kind.
 */
export const clientOf = ({ strategy, credentials }: Auth = {}, address: string): string =>
  credentials?.id === undefined ? `ip:${address}` : `${strategy?.name ?? 'id'}:${credentials.id}`;

/** @returns How long to wait, in seconds. */
const secondsLeft = ({ msBeforeNext }: RateLimiterRes): number => Math.max(1, Math.ceil(msBeforeNext / MS));

/** One count per client, across all routes of search. */
export const createRateLimiter = ({ requests, seconds }: { requests: number; seconds: number }) => {
  const limiter = new RateLimiterMemory({ points: requests, duration: seconds });
  return {
    /** @throws RATE_LIMITED with `details.retryAfter`. */
    async admit(client: string): Promise<void> {
      try {
        await limiter.consume(client);
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        throw new IndexRebuildError(
          'RATE_LIMITED',
          'Too many searches in a short time. Try again a little later.',
          { retryAfter: secondsLeft(refused) }
        );
      }
    },
  };
};

type ProxySettings = { koa?: boolean; maxIpsCount?: number } | boolean | undefined;

/** A warning if Strapi trusts proxies in a way that lets clients choose the address they are counted by. */
export const proxyWarning = (proxy: ProxySettings): string | null => {
  if (typeof proxy !== 'object' || !proxy.koa || (proxy.maxIpsCount ?? 0) > 0) return null;
  return (
    'server.proxy.koa is on without server.proxy.maxIpsCount: clients can choose their own address and so ' +
    'pass the rate limit of search. Set maxIpsCount to the number of proxies in front of Strapi.'
  );
};
