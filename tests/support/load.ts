import type { TestApp } from './test-app';

const QUERIES = ['coral reefs', 'steel cables', 'butter and dough', 'tax audit', 'craters', 'cello'];

export type Seen = { query: string; status: number; generation: string; ids: string[] };

export type Load = {
  seen: Seen[];
  /** Answers that were not 200. A connection that its server's death cut is not an answer. */
  failed(): Seen[];
  stop(): Promise<void>;
};

/**
 * Keeps `clients` searches in flight until it is stopped. `current` names the app to search, which may
 * change; while it is null, because a Strapi is down, no searches are sent.
 *
 * @param restMs How long a client rests between two searches. A builder has low priority and makes
 * no progress on a machine that clients without a pause keep fully busy.
 * @param parameters What follows the query in each request, such as "&minScore=0".
 */
export const startLoad = (
  clients: number,
  current: () => TestApp | null,
  { restMs = 0, parameters = '' }: { restMs?: number; parameters?: string } = {}
): Load => {
  const seen: Seen[] = [];
  let stopped = false;

  const ask = async (app: TestApp, query: string): Promise<void> => {
    try {
      const { status, body } = await app.search(query, parameters);
      const ids = (body.data ?? []).map(({ documentId }) => documentId);
      seen.push({ query, status, generation: body.meta?.generation, ids });
    } catch (error) {
      // A test that kills a Strapi first removes it from `current`.
      if (current() === app) throw error;
    }
  };

  const client = async (number: number): Promise<void> => {
    for (let turn = number; !stopped; turn += 1) {
      const app = current();
      if (app) await ask(app, QUERIES[turn % QUERIES.length]);
      if (restMs > 0 || !app) await new Promise((resolve) => setTimeout(resolve, app ? restMs : 20));
    }
  };

  const running = Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  return {
    seen,
    failed: () => seen.filter(({ status }) => status !== 200),
    async stop() {
      stopped = true;
      await running;
    },
  };
};
