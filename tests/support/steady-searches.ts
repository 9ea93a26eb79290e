import type { TestApp } from './test-app';

/** One answer of the cluster: what it was asked, and what came of it. */
export type Asked = { at: number; query: string; status: number; ids: string[]; code?: string };

/** A process that has just refused a connection is left out for so long, as a balancer does. */
const LEFT_OUT_MS = 1_000;
/** No balancer waits longer. */
const GIVE_UP_MS = 10_000;

/**
 * Searches at a steady rate, by turns at every process, whatever becomes of them: those that are not answered in
 * time do not keep the next ones waiting, as with visitors.
 *
 * @param options Searches a second, and hits of each.
 */
export const startSteadySearches = (
  apps: () => readonly TestApp[],
  queries: readonly string[],
  { perSecond, hits }: { perSecond: number; hits: number }
) => {
  const answers: Asked[] = [];
  const leftOut = new Map<TestApp, number>();
  const open = new Set<Promise<void>>();
  let turn = 0;

  const next = (): TestApp => {
    const now = Date.now();
    const all = apps();
    const usable = all.filter((app) => (leftOut.get(app) ?? 0) < now);
    turn += 1;
    return (usable.length > 0 ? usable : all)[turn % (usable.length || all.length)];
  };

  const ask = async (query: string): Promise<void> => {
    const at = Date.now();
    const app = next();
    try {
      const url = `${app.url}/api/search?q=${encodeURIComponent(query)}&limit=${hits}`;
      const response = await fetch(url, { signal: AbortSignal.timeout(GIVE_UP_MS) });
      const body = (await response.json()) as {
        data?: { documentId: string }[];
        error?: { details: { code?: string } };
      };
      const ids = (body.data ?? []).map(({ documentId }) => documentId);
      answers.push({ at, query, status: response.status, ids, code: body.error?.details.code });
    } catch {
      leftOut.set(app, Date.now() + LEFT_OUT_MS);
      answers.push({ at, query, status: 0, ids: [] });
    }
  };

  const timer = setInterval(() => {
    const asked = ask(queries[turn % queries.length]);
    open.add(asked);
    void asked.then(() => open.delete(asked));
  }, 1_000 / perSecond);

  return {
    answers,
    async stop(): Promise<void> {
      clearInterval(timer);
      await Promise.all(open);
    },
  };
};

export type SteadySearches = ReturnType<typeof startSteadySearches>;
