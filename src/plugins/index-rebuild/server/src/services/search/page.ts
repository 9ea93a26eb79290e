import { documentKey, type DocumentRef } from '../../domain/record';
import type { Hit, SearchAnswer } from '../../ports/searcher';

/** Extra hits requested at first, since some records may have been unpublished. */
const SPARE = 10;
/** Hits checked in the database at a time. */
export const CHUNK = 500;

/** Asks the searcher for the best `k`. */
type Ask = (k: number) => Promise<SearchAnswer>;
/** Which of these documents may be shown, as keys. */
type Passing = (documents: readonly DocumentRef[]) => Promise<ReadonlySet<string>>;

/** Hits that may be shown, in order; `total` is how many there are, as far as known. */
export type Walked = Omit<SearchAnswer, 'exhausted'>;

/** Remembers the database's answer for each document: a longer ranking begins with the same ones. */
const remembered = (passing: Passing) => {
  const verdicts = new Map<string, boolean>();
  return {
    isIn: (document: DocumentRef): boolean => verdicts.get(documentKey(document)) === true,
    async learn(documents: readonly DocumentRef[]): Promise<void> {
      const unknown = documents.filter((document) => !verdicts.has(documentKey(document)));
      if (unknown.length === 0) return;
      const found = await passing(unknown);
      for (const document of unknown) verdicts.set(documentKey(document), found.has(documentKey(document)));
    },
  };
};

type Walk = {
  ask: Ask;
  passing: Passing;
  needed: number;
  /** How much of the ranking to request first. */
  firstK?: number;
  /** How many hits to check at a time, when this many are missing. */
  partFor?(missing: number): number;
};

/**
 * Walks the ranking until `needed` hits have passed or it ends. Exact, however many do not pass:
 * the ranking is requested in growing parts, whose hits are checked in the database in batches.
 */
export const walk = async ({
  ask,
  passing,
  needed,
  firstK = needed + SPARE,
  partFor = () => CHUNK,
}: Walk): Promise<Walked> => {
  const verdicts = remembered(passing);
  for (let k = firstK; ; k *= 4) {
    const { hits, total, exhausted, ...rest } = await ask(k);
    const found: Hit[] = [];
    let looked = 0;
    while (looked < hits.length && found.length < needed) {
      const part = hits.slice(looked, looked + partFor(needed - found.length));
      looked += part.length;
      await verdicts.learn(part);
      found.push(...part.filter(verdicts.isIn));
    }
    if (found.length < needed && !exhausted) continue;
    const isWhole = exhausted && looked === hits.length;
    return { ...rest, hits: found, total: isWhole ? found.length : total - (looked - found.length) };
  }
};
