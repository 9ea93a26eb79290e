import {
  rank,
  momentsOf,
  PLAIN_WEIGHING,
  scoreFor,
  weightedSemanticScore,
  WEIGHTS,
  type Features,
} from '../../src/plugins/index-rebuild/server/src/domain/ranking';

const candidate = (record: number, values: Partial<Features> = {}): Features => ({
  ...{ record, whole: 0.2, passage: 0.2, lexical: 0, name: 0 },
  ...values,
});

const MOMENTS = {
  semantic: { mean: 0.1, deviation: 0.1 },
  lexical: { mean: 1, deviation: 2 },
  bestLexical: 4,
};

const order = (candidates: Features[], mode: 'hybrid' | 'semantic' | 'lexical'): number[] =>
  rank(candidates, scoreFor(mode, MOMENTS)).map(({ record }) => record);

describe('ranking', () => {
  it('puts a named record first in hybrid and lexical mode', () => {
    const candidates = [
      candidate(0, { whole: 0.9, passage: 0.95, lexical: 20 }),
      candidate(1, { name: 1 }),
      candidate(2, { name: 0.5 }),
    ];
    expect(order(candidates, 'hybrid')).toEqual([1, 2, 0]);
    expect(order(candidates, 'lexical')).toEqual([1, 2, 0]);
    expect(order(candidates, 'semantic')[0]).toBe(0);
  });

  it('raises a record for each of its features', () => {
    const plain = candidate(0);
    for (const values of [{ whole: 0.3 }, { passage: 0.3 }, { lexical: 1 }]) {
      expect(order([plain, candidate(1, values)], 'hybrid')).toEqual([1, 0]);
    }
  });

  it('adds the weighted z-scores', () => {
    const [{ score }] = rank(
      [candidate(0, { whole: 0.3, passage: 0.5, lexical: 4 })],
      scoreFor('hybrid', MOMENTS)
    );
    const semantic = WEIGHTS.whole * 0.3 + WEIGHTS.passage * 0.5;
    expect(score).toBeCloseTo((semantic - 0.1) / 0.1 + WEIGHTS.lexical * ((4 - 1) / 2), 10);
  });

  it('limits how far one rare word can outweigh meaning', () => {
    const rare = { ...MOMENTS, lexical: { mean: 0, deviation: 0.1 }, bestLexical: 10 };
    const [{ score }] = rank(
      [candidate(0, { whole: 0.1, passage: 0.1, lexical: 10 })],
      scoreFor('hybrid', rare)
    );
    expect(score).toBeCloseTo(WEIGHTS.lexical * 12, 10);
  });

  it('keeps the order of records with equal scores', () => {
    expect(order([candidate(2), candidate(0), candidate(1)], 'hybrid')).toEqual([0, 1, 2]);
  });

  it('copes with a query that shares no word with any record', () => {
    const none = { semantic: { mean: 0, deviation: 0 }, lexical: { mean: 0, deviation: 0 }, bestLexical: 0 };
    expect(rank([candidate(0)], scoreFor('hybrid', none))[0].score).not.toBeNaN();
  });
});

describe('weights', () => {
  const scored = (weighing: Partial<typeof PLAIN_WEIGHING>, features: Partial<Features>) => {
    const score = scoreFor('hybrid', MOMENTS, { ...PLAIN_WEIGHING, ...weighing });
    return rank([candidate(0, features)], score)[0].score;
  };

  it('multiply the score by words where meaning counts as well', () => {
    const features = { whole: 0.3, passage: 0.5, lexical: 4 };
    const [none, tuned, twice] = [0, 1, 2].map((words) => scored({ words }, features));
    expect(none).toBeCloseTo(scored({}, { ...features, lexical: MOMENTS.lexical.mean }), 12);
    expect(twice - none).toBeCloseTo(2 * (tuned - none), 12);
    const byWords = (words: number) =>
      rank([candidate(0, features)], scoreFor('lexical', MOMENTS, { ...PLAIN_WEIGHING, words }))[0].score;
    expect(byWords(4)).toBe(byWords(1));
  });

  it('move a score by meaning between the whole and the best passage', () => {
    expect(weightedSemanticScore(0.2, 0.6, 1)).toBe(WEIGHTS.whole * 0.2 + WEIGHTS.passage * 0.6);
    expect(weightedSemanticScore(0.2, 0.6, 0)).toBeCloseTo(0.2, 12);
    expect(weightedSemanticScore(0.2, 0.6, 4)).toBeCloseTo((0.25 * 0.2 + 3 * 0.6) / 3.25, 12);
    // A record without passages is as near as it is, whatever they weigh.
    for (const factor of [0, 0.5, 2, 4]) expect(weightedSemanticScore(0.3, 0.3, factor)).toBeCloseTo(0.3, 12);
  });
});

describe('mean and deviation of scores', () => {
  it('count the records without a score as 0', () => {
    const scores = [2, 4];
    const { mean, deviation } = momentsOf(scores, 4);
    expect(mean).toBe(1.5);
    const squares = [2, 4, 0, 0].map((score) => (score - 1.5) ** 2);
    expect(deviation).toBeCloseTo(Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / 4), 12);
  });
});
