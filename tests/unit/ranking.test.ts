import {
  rank,
  momentsOf,
  WEIGHTS,
  type Features,
} from '../../src/plugins/index-rebuild/server/src/domain/ranking';

const evidence = (record: number, values: Partial<Features> = {}): Features => ({
  ...{ record, whole: 0.2, passage: 0.2, lexical: 0, name: 0 },
  ...values,
});

const MOMENTS = {
  semantic: { mean: 0.1, deviation: 0.1 },
  lexical: { mean: 1, deviation: 2 },
  bestLexical: 4,
};

const order = (candidates: Features[], mode: 'hybrid' | 'semantic' | 'lexical'): number[] =>
  rank(candidates, mode, MOMENTS).map(({ record }) => record);

describe('ranking', () => {
  it('puts a record that is named first, in hybrid and lexical mode', () => {
    const candidates = [
      evidence(0, { whole: 0.9, passage: 0.95, lexical: 20 }),
      evidence(1, { name: 1 }),
      evidence(2, { name: 0.5 }),
    ];
    expect(order(candidates, 'hybrid')).toEqual([1, 2, 0]);
    expect(order(candidates, 'lexical')).toEqual([1, 2, 0]);
    expect(order(candidates, 'semantic')[0]).toBe(0);
  });

  it('lets each kind of evidence lift a record', () => {
    const plain = evidence(0);
    for (const values of [{ whole: 0.3 }, { passage: 0.3 }, { lexical: 1 }]) {
      expect(order([plain, evidence(1, values)], 'hybrid')).toEqual([1, 0]);
    }
  });

  it('gives the sum of the standardised scores', () => {
    const [{ score }] = rank([evidence(0, { whole: 0.3, passage: 0.5, lexical: 4 })], 'hybrid', MOMENTS);
    const semantic = WEIGHTS.whole * 0.3 + WEIGHTS.passage * 0.5;
    expect(score).toBeCloseTo((semantic - 0.1) / 0.1 + WEIGHTS.lexical * ((4 - 1) / 2), 10);
  });

  it('does not let one rare word outweigh meaning without end', () => {
    const rare = { ...MOMENTS, lexical: { mean: 0, deviation: 0.1 }, bestLexical: 10 };
    const [{ score }] = rank([evidence(0, { whole: 0.1, passage: 0.1, lexical: 10 })], 'hybrid', rare);
    expect(score).toBeCloseTo(WEIGHTS.lexical * 8, 10);
  });

  it('leaves out what has no word of the query in lexical mode, and nothing elsewhere', () => {
    const candidates = [evidence(0), evidence(1, { lexical: 1 })];
    expect(order(candidates, 'lexical')).toEqual([1]);
    expect(order(candidates, 'semantic')).toHaveLength(2);
  });

  it('keeps the order of the records among equals', () => {
    expect(order([evidence(2), evidence(0), evidence(1)], 'hybrid')).toEqual([0, 1, 2]);
  });

  it('survives a query that no record has a word of', () => {
    const none = { semantic: { mean: 0, deviation: 0 }, lexical: { mean: 0, deviation: 0 }, bestLexical: 0 };
    expect(rank([evidence(0)], 'hybrid', none)[0].score).not.toBeNaN();
  });
});

describe('the spread of scores', () => {
  it('counts the records that are not named as 0', () => {
    const scores = [2, 4];
    const { mean, deviation } = momentsOf(scores, 4);
    expect(mean).toBe(1.5);
    const squares = [2, 4, 0, 0].map((score) => (score - 1.5) ** 2);
    expect(deviation).toBeCloseTo(Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / 4), 12);
  });
});
