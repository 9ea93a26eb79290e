import { analyzerFor } from '../../../domain/analyzer';
import { recordOf } from '../../../domain/record';
import { LEAST_RECORDS } from '../../../domain/related-words';
import type { Within } from '../../../ports/searcher';
import { candidatesFor } from '../../embedded/scan/scan';
import { recordsNear, type NearQuery, type RelatedSource } from '../../embedded/related/related-words';
import { assertInTime } from '../../embedded/searcher/turns';
import { correctedText } from '../../embedded/searcher/words';
import { meaningOfRows } from './features';
import type { RankerParts } from './parts';
import { fieldsOf } from './records';
import { firstRound, secondRound } from './retrieval';
import { languagesIn, scopeOf } from './scope';

type Parts = Pick<
  RankerParts,
  'cluster' | 'index' | 'facts' | 'pathOf' | 'vocabulary' | 'overlay' | 'changed'
>;

/** Records that are compared exactly for each one that is kept: the graph does not know their order. */
const COMPARED = 2;

/** The words of a generation whose records are in a cluster, and of the overlay beside it. */
export const relatedSourceInCluster = (parts: Parts): RelatedSource => {
  const { cluster, index, facts, pathOf, vocabulary, overlay } = parts;

  const languagesWithin = (within: readonly Within[]): string[] => [
    ...new Set([...languagesIn(facts.groups, within), ...overlay.current().languagesWithin(within)]),
  ];

  const isInGeneration = (word: string, language: string): boolean =>
    analyzerFor(language)
      .stemsOf(word)
      .some((stem) => vocabulary.weights.numberOf(language, stem) !== null);

  /** Keys of the generation's records that may be found and are nearest to a word. */
  const nearest = async ({ word, vector, within, deadline }: NearQuery, count: number): Promise<string[]> => {
    const changed = parts.changed();
    const away = [...new Set([...overlay.replaced(), ...changed.gone])];
    const request = { wanted: { text: word }, mode: 'semantic', k: count, within } as const;
    const { allowed } = scopeOf(request, { groups: facts.groups, pathOf, changed, away });
    const around = { vector, words: null, allowed, size: COMPARED * count };
    const { near } = await firstRound(cluster, index, around);
    assertInTime(deadline);
    const { cosines } = await secondRound(cluster, index, { vector, rids: near });
    return [...cosines]
      .map(([rid, rows]) => ({ rid, score: meaningOfRows(rows) }))
      .sort((a, b) => b.score - a.score)
      .slice(0, count)
      .map(({ rid }) => rid);
  };

  return {
    languagesWithin,
    correct: (text, languages) => correctedText(overlay.current().lexical, text, languages),
    isUsed: (word, languages) =>
      languages.some((language) => isInGeneration(word, language)) ||
      overlay.current().lexical.search(word, languages).records.length > 0,
    async wordsNear(query) {
      const total = facts.records;
      // As many as a scan of the embedded engine finds to compare.
      const rids = await nearest(query, candidatesFor(recordsNear(total)));
      assertInTime(query.deadline);
      const texts = await fieldsOf({ cluster, index }, rids);
      const records = [...texts].map(([rid, fields]) => ({ fields, locale: recordOf(rid).locale }));
      return {
        uses: vocabulary.wordsOf(records, query.languages, LEAST_RECORDS),
        ...{ asked: rids.length, total },
      };
    },
  };
};
