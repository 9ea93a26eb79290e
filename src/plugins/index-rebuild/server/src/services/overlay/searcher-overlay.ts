import { settledWithin } from '../../lib/settled-within';
import type { OverlayOutcome, Searcher } from '../../ports/searcher';
import type { SourceRecord } from '../../ports/source';

/** A record that is to be searchable beside the live generation, as it is now. */
export type Wished = { version: number; record: SourceRecord };

/** The overlay of one searcher, as this process knows it. */
export const openSearcherOverlay = (searcher: Searcher) => {
  const sent = new Map<string, number>();
  const outcomes = new Map<string, OverlayOutcome>();
  let onSettled: (() => void) | null = null;

  const isSettled = (): boolean =>
    [...sent].every(([key, version]) => outcomes.get(key)?.version === version);

  searcher.onOverlay?.((told) => {
    // What has been replaced or taken away meanwhile does not matter any more.
    for (const outcome of told)
      if (sent.get(outcome.key) === outcome.version) outcomes.set(outcome.key, outcome);
    if (onSettled && isSettled()) onSettled();
  });

  return {
    /** What became of a version of a record; undefined until that is known. */
    outcomeOf(key: string, version: number): OverlayOutcome | undefined {
      const outcome = outcomes.get(key);
      return outcome?.version === version ? outcome : undefined;
    },

    /** Tells the searcher what has changed since it was last told. */
    bring(wished: ReadonlyMap<string, Wished>): void {
      const put = [...wished].flatMap(([key, one]) => (sent.get(key) === one.version ? [] : [one]));
      const drop = [...sent.keys()].filter((key) => !wished.has(key));
      for (const key of drop) {
        sent.delete(key);
        outcomes.delete(key);
      }
      for (const [key, { version }] of wished) sent.set(key, version);
      if (put.length + drop.length > 0) searcher.changeOverlay?.({ put, drop });
    },

    /** Waits until something is known of all records, but not for longer than this. */
    async settled(limitMs: number): Promise<void> {
      if (isSettled()) return;
      const settled = new Promise<void>((resolve) => {
        onSettled = resolve;
      });
      await settledWithin(Promise.race([settled, searcher.ended]), limitMs);
      onSettled = null;
    },
  };
};

export type SearcherOverlay = ReturnType<typeof openSearcherOverlay>;
