import { NOT_FUSED, PLAIN_WEIGHING, scoreFor } from '../../../domain/ranking';
import { LEAST_RECORDS } from '../../../domain/related-words';
import type { LookAround } from '../searcher/candidates';
import { generationSize } from '../searcher/corpus';
import type { Searched } from '../searcher/searched';
import { correctedText } from '../searcher/words';
import { recordsNear, type RelatedSource } from './related-words';

const byMeaning = scoreFor('semantic', NOT_FUSED);

/** The words of a generation whose records are in this process. */
export const relatedSourceHere = ({ searched, lookAround }: Parts): RelatedSource => ({
  languagesWithin: (within) => searched().languagesWithin(within),
  correct: (text, languages) => correctedText(searched().lexical, text, languages),
  isUsed: (word, languages) => searched().lexical.search(word, languages).records.length > 0,
  async wordsNear({ vector, within, languages, deadline }) {
    const around = await lookAround(vector, deadline);
    const now = searched();
    const total = generationSize(now.corpus);
    const { records } = await around(now, PLAIN_WEIGHING.semantic).candidates({
      ...{ words: now.wordless, allowed: now.allowed(within), k: recordsNear(total), isHit: null },
      ...{ score: byMeaning, deadline },
    });
    return {
      uses: now.lexical.wordsOf(records, languages, LEAST_RECORDS),
      ...{ asked: records.length, total },
    };
  },
});

type Parts = { searched(): Searched; lookAround: LookAround };
