import {
  cutOffAt,
  cutOffFrom,
  hitRule,
  meaninglessQueries,
  type IsHit,
  type QueryEvidence,
} from '../../src/plugins/index-rebuild/server/src/domain/cut-off';

const CUT_OFF = { near: 0.5, usual: 0.4, reached: 0.3, background: 0.2 };
const ABOUT_SOMETHING = { nearest: 0.6, isKnown: false, allWords: 10 };
const ABOUT_NOTHING = { nearest: 0.25, isKnown: false, allWords: 10 };

describe('meaningless queries', () => {
  it('are random letters, different ones, and the same each time', () => {
    const queries = meaninglessQueries();
    expect(queries).toEqual(meaninglessQueries());
    expect(new Set(queries).size).toBe(queries.length);
    expect(queries.every((query) => /^[a-z]{4,12}( [a-z]{4,12}){0,2}$/.test(query))).toBe(true);
    const letters = new Set(queries.join('').replaceAll(' ', ''));
    expect(letters.size).toBe(26);
  });

  it('tell how near is near: what the nearest of them reached, the farthest, and what is usual', () => {
    const probes = [
      { nearest: 0.4, mean: 0.1, deviation: 0.05 },
      { nearest: 0.5, mean: 0.3, deviation: 0.05 },
      { nearest: 0.3, mean: 0.15, deviation: 0.05 },
    ];
    expect(cutOffFrom(probes)).toEqual({
      ...{ near: 0.5, usual: 0.4, reached: 0.3 },
      background: expect.closeTo(0.175),
    });
  });
});

describe('a cut-off that the caller chooses', () => {
  it('moves the other limits with it', () => {
    expect(cutOffAt(CUT_OFF, 0.25)).toEqual({ near: 0.25, usual: 0.2, reached: 0.15, background: 0.1 });
  });

  it('is none when it is 0', () => {
    expect(cutOffAt(CUT_OFF, 0)).toBeNull();
  });

  it('works in a generation that was not calibrated', () => {
    expect(cutOffAt(null, 0.4)).toEqual({ near: 0.4, usual: 0.4, reached: 0, background: 0 });
  });
});

describe('a record is a hit', () => {
  const ruleFor = (evidence: QueryEvidence): IsHit => hitRule(CUT_OFF, evidence) as IsHit;
  const isHit = ruleFor(ABOUT_SOMETHING);

  it.each([
    ['when it is as near as the nearest to something meaningless', 0.4, 0, 0, true],
    ['not when it is farther', 0.39, 0, 0, false],
    ['with a word of the query, when it is above the background', 0.2, 0.1, 0, true],
    ['not with a word of the query alone', 0.19, 0.1, 0, false],
    ['with most of the words, whatever it means', -0.1, 7.5, 0, true],
    ['with a name that fits', 0, 0, 0.5, true],
  ])('%s', (_, semantic, lexical, name, expected) => {
    expect(isHit(semantic, lexical, name)).toBe(expected);
  });

  it('not for a word of a query that is about nothing', () => {
    const isHitOfNothing = ruleFor(ABOUT_NOTHING);
    expect(isHitOfNothing(0.25, 0.1, 0)).toBe(false);
    expect(isHitOfNothing(0.1, 8, 0)).toBe(true);
    expect(isHitOfNothing(0.1, 0, 1)).toBe(true);
  });

  it('not by meaning when no record is nearer than to something meaningless', () => {
    expect(ruleFor({ ...ABOUT_SOMETHING, nearest: 0.5 })(0.5, 0, 0)).toBe(false);
  });

  it('from half way between the usual and the least on, when the model knows the words', () => {
    const known = ruleFor({ nearest: 0.4, isKnown: true, allWords: 0 });
    expect([known(0.35, 0, 0), known(0.34, 0, 0)]).toEqual([true, false]);
  });

  it('with a word of a query that is a little farther from all records, when the model knows its words', () => {
    const evidence = { nearest: 0.27, allWords: 10 };
    expect(ruleFor({ ...evidence, isKnown: true })(0.2, 1, 0)).toBe(true);
    expect(ruleFor({ ...evidence, isKnown: false })(0.2, 1, 0)).toBe(false);
    expect(ruleFor({ ...evidence, isKnown: true, nearest: 0.26 })(0.2, 1, 0)).toBe(false);
  });

  it('not by words when the query has none', () => {
    expect(ruleFor({ ...ABOUT_SOMETHING, allWords: 0 })(0.3, 1, 0)).toBe(false);
  });

  it('always, without a cut-off', () => {
    expect(hitRule(null, ABOUT_NOTHING)).toBeNull();
  });
});
