import { recordOf } from '../../../domain/record';
import { weighedScores, type Known } from './features';
import { namesFound, namesQuery } from './names';
import type { RankerParts, Search } from './parts';
import { fieldsOf } from './records';
import { hitsIn, ridOf, ROW_ONLY, searchEach, type Body } from './requests';
import { firstRound, secondRound, type FirstRound } from './retrieval';
import { ofDocuments } from './scope';
import { wordsQuery } from './words';

/** Candidates by meaning, and candidates by words; more where a page needs more. */
const DEPTH = 150;
/** Records that are pinned for one query, in all locales. */
const MAX_PINNED = 1_000;

/** What the cluster says about a search. */
export type LookedUp = {
  found: FirstRound;
  /** Finds the records with the query's words; null without any. */
  words: object | null;
  /** Keys of the candidates, the pinned ones among them. */
  rids: string[];
  known: Known;
};

/** Asks the cluster, in two rounds. */
export const createLookUp = (parts: RankerParts) => {
  const { cluster, index, vocabulary, pairs } = parts;

  const pinnedQuery = ({ request: { steering }, scope: { allowed } }: Search): Body | null => {
    const pinned = steering?.pinned ?? [];
    if (pinned.length === 0) return null;
    const filter = [{ term: { kind: 'words' } }, ofDocuments(pinned), ...(allowed ? [allowed] : [])];
    return { size: MAX_PINNED, ...ROW_ONLY, query: { bool: { filter } } };
  };

  const first = (search: Search, words: object | null, counts: boolean): Promise<FirstRound> => {
    const { request, texts, vector, languages, scope, now, signal } = search;
    const { allowed, findable } = scope;
    const asked = {
      ...{ vector, words, allowed, size: Math.max(DEPTH, request.k) },
      ...(scope.isNarrowed && { findable }),
      counts: counts || (vector !== null && scope.isFiltered),
      others: {
        names: namesQuery(texts, allowed),
        pinned: pinnedQuery(search),
        pairs: now.corpus.records.length > 0 ? pairs.query(texts, languages) : null,
      },
    };
    return firstRound(cluster, index, asked, signal);
  };

  /** Scores by words with the fields weighed; as they are where all fields weigh the same. */
  const weighed = async (
    { mode, texts, languages, weighing: { factorOf }, signal }: Search,
    words: ReadonlyMap<string, number>
  ): Promise<ReadonlyMap<string, number>> => {
    // Words tell what a search by meaning alone finds, but are no part of its scores.
    if (mode === 'semantic') return new Map();
    if (!factorOf || words.size === 0) return words;
    const unknown = pairs.query(texts, languages);
    if (unknown) pairs.learn((await searchEach(cluster, index, { unknown }, signal)).unknown);
    const fields = await fieldsOf({ cluster, index }, [...words.keys()], signal);
    const records = [...fields].map(([rid, own]) => ({ rid, ...recordOf(rid), fields: own }));
    return weighedScores(vocabulary, records, { texts, languages, pairs: pairs.counts, factorOf });
  };

  /** @param counts Whether to count the records that may be found. @throws ClusterFailure */
  return async (search: Search, counts: boolean): Promise<LookedUp> => {
    const { texts, vector, languages, signal } = search;
    const words = wordsQuery(texts, languages, vocabulary.searchedStems);
    const found = await first(search, words, counts);
    pairs.learn(found.others.pairs);
    const names = namesFound(texts, found.others.names);
    const isSmall = vector !== null && found.everyAllowed !== null;
    const rids = [
      ...new Set([
        ...hitsIn(found.others.pinned).map(ridOf),
        ...names.keys(),
        ...(isSmall ? (found.everyAllowed ?? []) : [...found.near, ...found.worded.keys()]),
      ]),
    ];
    const request = {
      vector,
      words: rids.some((rid) => !found.worded.has(rid)) ? words : null,
      rids: vector ? [...new Set([...rids, ...found.nearest])] : rids,
    };
    const { cosines, worded } = await secondRound(cluster, index, request, signal);
    const scores = new Map([...worded, ...found.worded]);
    const known = { cosines, names, words: scores, weighed: await weighed(search, scores) };
    return { found, words, rids, known };
  };
};
