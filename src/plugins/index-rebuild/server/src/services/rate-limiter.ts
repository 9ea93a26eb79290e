import { isIPv6 } from 'node:net';

import { IndexRebuildError } from '../domain/errors';
import type { Limiter } from '../ports/limiter';

/** The first half of an address of IPv6 is a network's, and hosts choose the rest as they like. */
const NETWORK_GROUPS = 4;

/** What an anonymous client is counted by: an address of IPv4, or a network of IPv6. */
const networkOf = (address: string): string => {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain;
  const [left, right = []] = plain.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  const groups = [...left, ...zeros, ...right].slice(0, NETWORK_GROUPS);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
};

type Auth = { strategy?: { name?: string }; credentials?: { id?: number | string } | null };

/**
 * The client: a token or a user if Strapi knows one, else the address or its network. Tokens and users are
 * numbered separately, so the key includes the kind.
 */
export const clientOf = ({ strategy, credentials }: Auth = {}, address: string): string =>
  credentials?.id === undefined ? `ip:${networkOf(address)}` : `${strategy?.name ?? 'id'}:${credentials.id}`;

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
