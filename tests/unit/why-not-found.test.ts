import {
  whyNotFound,
  type LiveState,
  type RecordEvidence,
} from '../../src/plugins/index-rebuild/server/src/domain/why-not-found';

const HIT: RecordEvidence = {
  ...{ mode: 'hybrid', rank: 3, isHit: true, hasWords: true },
  ...{ isPublished: true, passes: true, isSearched: true, isHidden: false },
};
const NO_HIT = { ...HIT, rank: null, isHit: false };
const INDEXED: LiveState = { state: 'indexed', searchableSince: null };

describe('why a record is not found', () => {
  const why = (evidence: Partial<RecordEvidence>, live: LiveState = INDEXED) =>
    whyNotFound({ ...HIT, ...evidence }, live);

  it('has no reason for a record that is found', () => {
    expect(why({})).toEqual([]);
  });

  it('says that search has an earlier text, whether the record is found or not', () => {
    const changed: LiveState = { state: 'changed', searchableSince: null };
    expect(why({}, changed)).toEqual(['outdated']);
    expect(why(NO_HIT, changed)).toEqual(['belowCutOff', 'outdated']);
    expect(why({}, { ...changed, searchableSince: '2026-01-01T00:00:00.000Z' })).toEqual([]);
  });

  it('looks no further when the record is not published', () => {
    expect(why({ ...NO_HIT, isPublished: false, isSearched: false })).toEqual(['draft']);
  });

  it.each<[LiveState, string]>([
    [{ state: 'unindexable', searchableSince: null }, 'noText'],
    [{ state: 'added', searchableSince: null }, 'waiting'],
    [INDEXED, 'notInVersion'],
    [null, 'notInVersion'],
  ])('says of a record that search does not have, in state %j: %s', (live, reason) => {
    expect(why({ ...NO_HIT, isSearched: false }, live)).toEqual([reason]);
  });

  it('names the filters, and what else is in the way', () => {
    expect(why({ rank: null, passes: false })).toEqual(['filteredOut']);
    expect(why({ ...NO_HIT, passes: false, hasWords: false })).toEqual([
      'filteredOut',
      'noWord',
      'belowCutOff',
    ]);
  });

  it('knows no cut-off in a search by words alone', () => {
    expect(why({ ...NO_HIT, mode: 'lexical', hasWords: false })).toEqual(['noWord']);
  });

  it('says that a search rule hides it, whatever else is in the way', () => {
    expect(why({ ...NO_HIT, isHidden: true, passes: false })).toEqual(['hidden']);
  });

  it('tells a hit that nobody can page to from a record that is none', () => {
    expect(why({ rank: null })).toEqual(['beyondLast']);
  });
});
