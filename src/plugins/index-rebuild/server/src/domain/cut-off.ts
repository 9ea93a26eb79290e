/**
 * From which evidence on a record counts as being about a query. Scores by meaning lie between -1 and 1
 * (`semanticScore`), and where they lie depends on the model and on the content. So each generation is
 * asked for random letters when it is verified, and what comes near to those is not about anything.
 */
export type CutOff = {
  /** The highest score that a meaningless query reached: a query with a nearer record means something. */
  near: number;
  /** What the nearest record of a meaningless query usually reaches. */
  usual: number;
  /** The least that one reached: a query that reaches less is about nothing. */
  reached: number;
  /** What records that have nothing to do with a query usually reach, half a deviation above the mean. */
  background: number;
};

/** How the records lie around one query: scores by meaning. */
export type Surroundings = { nearest: number; mean: number; deviation: number };

/** Meaningless queries that a generation is asked. */
const PROBES = 64;

/** The multiplier and increment of a linear congruential generator (Press and others 1992, 7.1). */
const nextState = (state: number): number => (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;

/** One to three words of four to twelve random letters, the same ones each time. */
export const meaninglessQueries = (): string[] => {
  let state = 1;
  const upTo = (count: number): number => {
    state = nextState(state);
    return Math.floor((state / 2 ** 32) * count);
  };
  const word = (): string =>
    Array.from({ length: 4 + upTo(9) }, () => String.fromCharCode(97 + upTo(26))).join('');
  return Array.from({ length: PROBES }, () => Array.from({ length: 1 + upTo(3) }, word).join(' '));
};

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** @param probes The surroundings of meaningless queries, at least one. */
export const cutOffFrom = (probes: readonly Surroundings[]): CutOff => ({
  near: Math.max(...probes.map(({ nearest }) => nearest)),
  usual: median(probes.map(({ nearest }) => nearest)),
  reached: Math.min(...probes.map(({ nearest }) => nearest)),
  background: median(probes.map(({ mean, deviation }) => mean + deviation / 2)),
});

/**
 * The same cut-off with another `near`, its other limits in proportion. 0 makes every record a hit.
 *
 * @param calibrated Null for a generation without one.
 */
export const cutOffAt = (calibrated: CutOff | null, near: number): CutOff | null => {
  if (near === 0) return null;
  const { usual, reached, background } = calibrated ?? { usual: near, reached: 0, background: 0 };
  const share = calibrated && calibrated.near > 0 ? near / calibrated.near : 1;
  return { near, usual: usual * share, reached: reached * share, background: background * share };
};

/** Every record from a score by meaning on, for records like another. */
export const plainCutOff = (near: number): CutOff | null =>
  near === 0 ? null : { near, usual: near, reached: near, background: near };

/**
 * What a search is cut off at: null when each record is a hit, as for lists by words alone, and for similar
 * records unless asked for.
 *
 * @param near What the caller asks for; undefined for the calibrated one.
 */
export const cutOffFor = (
  calibrated: CutOff | null,
  { isLike, isLexical, near }: { isLike: boolean; isLexical: boolean; near: number | undefined }
): CutOff | null => {
  if (isLexical) return null;
  if (isLike) return plainCutOff(near ?? 0);
  return near === undefined ? calibrated : cutOffAt(calibrated, near);
};

/** From this share of the query's words on, weighed by rarity, a record is a hit whatever it means. */
const MOST_WORDS = 0.75;

/** What is known of a query. */
export type QueryEvidence = {
  /** The highest score by meaning of all records. */
  nearest: number;
  /** Whether the model knows most of its words; if nobody can say, it counts as not. */
  isKnown: boolean;
  /** The score by words of a record that has each word of the query once; 0 without telling words. */
  allWords: number;
};

/** Whether a record is about the query: by its scores by meaning and by words, and how well its name fits. */
export type IsHit = (semantic: number, lexical: number, name: number) => boolean;

/**
 * From which score on meaning alone is enough. A query in words that the model knows means something, so
 * less will do; any other has to come nearer to some record than a meaningless one did.
 */
const enoughMeaning = ({ near, usual, reached }: CutOff, { nearest, isKnown }: QueryEvidence): number => {
  if (isKnown) return (usual + reached) / 2;
  return nearest > near ? usual : Infinity;
};

/** How near some record has to be for shared words to count: less when the model knows the words. */
const wordsCountFrom = ({ reached, background }: CutOff, { isKnown }: QueryEvidence): number =>
  isKnown ? (2 * reached + background) / 3 : reached;

/**
 * A record is a hit when its meaning is near enough; when it shares a word with the query and is no farther
 * than the background, provided that the query is about something at all; or when it has most of the
 * words, or the name.
 *
 * @returns Null when every record is a hit, as without a cut-off.
 */
export const hitRule = (cutOff: CutOff | null, query: QueryEvidence): IsHit | null => {
  if (cutOff === null) return null;
  const enough = enoughMeaning(cutOff, query);
  const { nearest, allWords } = query;
  const wordsCount = allWords > 0 && nearest >= wordsCountFrom(cutOff, query);
  const mostWords = allWords > 0 ? MOST_WORDS * allWords : Infinity;
  return (semantic, lexical, name) =>
    semantic >= enough ||
    (wordsCount && lexical > 0 && semantic >= cutOff.background) ||
    lexical >= mostWords ||
    name > 0;
};
