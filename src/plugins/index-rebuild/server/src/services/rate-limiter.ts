import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

import { IndexRebuildError } from '../domain/errors';

const MS = 1000;

type Auth = { strategy?: { name?: string }; credentials?: { id?: number | string } | null };

/**
 * Whoever asks: a token or a user where Strapi knows one, else the address. Tokens and users are
 * numbered apart, so the kind belongs to the name.
 */
export const clientOf = ({ strategy, credentials }: Auth = {}, address: string): string =>
  credentials?.id === undefined ? `ip:${address}` : `${strategy?.name ?? 'id'}:${credentials.id}`;

/** @returns How long to wait, in seconds. */
const secondsLeft = ({ msBeforeNext }: RateLimiterRes): number => Math.max(1, Math.ceil(msBeforeNext / MS));

/** One count for each client, whichever route of search it asks. */
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

/** What is wrong with how Strapi trusts proxies, if clients can choose the address they are counted by. */
export const proxyWarning = (proxy: ProxySettings): string | null => {
  if (typeof proxy !== 'object' || !proxy.koa || (proxy.maxIpsCount ?? 0) > 0) return null;
  return (
    'server.proxy.koa is on without server.proxy.maxIpsCount: clients can choose their own address and so ' +
    'pass the rate limit of search. Set maxIpsCount to the number of proxies in front of Strapi.'
  );
};
