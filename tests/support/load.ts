import type { TestApp } from './test-app';

const QUERIES = ['coral reefs', 'steel cables', 'butter and dough', 'tax audit', 'craters', 'cello'];

export type Seen = { status: number; generation: string; ids: string[] };

export type Load = {
  seen: Seen[];
  /** Answers that were not 200. A connection that its server's death cut is not an answer. */
  failed(): Seen[];
  stop(): Promise<void>;
};

/**
 * Keeps `clients` searches under way until told to stop. `current` names the app to ask, which may
 * change; while it is null, because a Strapi is down, nobody asks.
 */
export const startLoad = (clients: number, current: () => TestApp | null): Load => {
  const seen: Seen[] = [];
  let stopped = false;

  const ask = async (app: TestApp, query: string): Promise<void> => {
    try {
      const { status, body } = await app.search(query);
      const ids = (body.data ?? []).map(({ documentId }) => documentId);
      seen.push({ status, generation: body.meta?.generation, ids });
    } catch (error) {
      // Whoever kills a Strapi takes it out of `current` first.
      if (current() === app) throw error;
    }
  };

  const client = async (number: number): Promise<void> => {
    for (let turn = number; !stopped; turn += 1) {
      const app = current();
      if (app) await ask(app, QUERIES[turn % QUERIES.length]);
      else await new Promise((resolve) => setTimeout(resolve, 20));
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
