/** A word, and how many records have it: of those asked about, and of all. */
export type Use = { word: string; records: number; all: number };

/** Words that fewer records have may be slips or names: they are no synonyms of anything. */
export const LEAST_RECORDS = 2;

/**
 * How much a word belongs to some records: how many of them have it, by how much more frequent it is among
 * them than elsewhere (the terms of a log-likelihood ratio; Dunning 1993).
 */
const weightOf = ({ records, all }: Use, asked: number, total: number): number =>
  records * Math.log((records * total) / (asked * all));

/** The `most` words that belong to some records most, the first ones first. */
export const mostTelling = (
  uses: readonly Use[],
  { asked, total, most }: { asked: number; total: number; most: number }
): string[] =>
  uses
    .map((use) => ({ ...use, weight: weightOf(use, asked, total) }))
    .filter(({ weight }) => weight >= 0)
    .sort((a, b) => b.weight - a.weight || b.all - a.all || (a.word < b.word ? -1 : 1))
    .slice(0, most)
    .map(({ word }) => word);

/** Letters that two words of one family share: "orchestra" and "orchestration". */
const FAMILY = 4;
/** Letters of the shorter one that they do not. */
const ENDING = 1;

/** Whether two folded words begin alike. They need not mean the same, and a stemmer would know it if they did. */
export const areOfOneFamily = (left: string, right: string): boolean => {
  let same = 0;
  while (same < left.length && left[same] === right[same]) same += 1;
  return same >= FAMILY && Math.min(left.length, right.length) - same <= ENDING;
};

/** A word that was compared with another one: cosine of the two. */
export type Compared = { related: string; nearness: number };

/**
 * How near a word has to be, and by how many deviations nearer than what it was compared with: models differ
 * in how near words are that have nothing to do with each other. docs/insights.md has the figures.
 */
const NEAR = { atLeast: 0.55, deviations: 3 };

/** A deviation of a normal distribution, as a multiple of the median distance from the median. */
const DEVIATION = 1.4826;

const medianOf = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/**
 * Words that may mean the same as the one that all were compared with, the nearest first. Medians, since a few
 * near ones among a small site's words would move the mean.
 */
export const nearEnough = (compared: readonly Compared[]): Compared[] => {
  if (compared.length === 0) return [];
  const all = compared.map(({ nearness }) => nearness);
  const middle = medianOf(all);
  const deviation = DEVIATION * medianOf(all.map((nearness) => Math.abs(nearness - middle)));
  const least = Math.max(NEAR.atLeast, middle + NEAR.deviations * deviation);
  return compared.filter(({ nearness }) => nearness >= least).sort((a, b) => b.nearness - a.nearness);
};
