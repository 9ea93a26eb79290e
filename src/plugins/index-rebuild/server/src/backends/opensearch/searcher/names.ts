import { wordsOf } from '../../../domain/analyzer';
import { createNames, FUZZINESS, MIN_LENGTH } from '../../embedded/lexical/fuzzy-index';
import { mayBeName } from '../../embedded/searcher/words';
import { hitsIn, ridOf, ROW, ROW_ONLY, type Answer, type Body } from './requests';

/** Records whose names are compared here, exactly as the embedded engine compares them. */
const MAX_NAMED = 100;
/** Of a fuzzy query of OpenSearch. */
const MAX_EDITS = 2;

/** A name's word that is like one of the query: typed, unfinished at the end, or with a typo. */
const like = (word: string, isLast: boolean): object => {
  const edits = Math.min(MAX_EDITS, Math.round(word.length * FUZZINESS));
  const queries: object[] = [{ term: { names: word } }];
  if (isLast && word.length > 1) queries.push({ prefix: { names: word } });
  if (word.length >= MIN_LENGTH && edits > 0)
    queries.push({ fuzzy: { names: { value: word, fuzziness: edits, max_expansions: 50 } } });
  return { dis_max: { queries } };
};

/** Asks for records that one of these texts may name; null when none is a name. */
export const namesQuery = (texts: readonly string[], away: object | null): Body | null => {
  const should = texts.filter(mayBeName).map((text) => {
    const words = wordsOf(text);
    return { bool: { must: words.map((word, at) => like(word, at === words.length - 1)) } };
  });
  if (should.length === 0) return null;
  return {
    isByWords: true,
    size: MAX_NAMED,
    ...ROW_ONLY,
    docvalue_fields: [...ROW.docvalue_fields, 'name'],
    query: { bool: { should, minimum_should_match: 1, ...(away && { filter: [away] }) } },
  };
};

/** How well names fit the texts, by the keys of their records; those that do not fit are left out. */
export const namesFound = (texts: readonly string[], answer: Answer | undefined): Map<string, number> => {
  const found = new Map<string, number>();
  const hits = hitsIn(answer);
  if (hits.length === 0) return found;
  const names = createNames(hits.map(({ fields }) => (fields.name?.[0] ?? '').replace(/\s+/g, ' ')));
  for (const text of texts.filter(mayBeName)) {
    for (const { id, match } of names.search(text)) {
      const rid = ridOf(hits[id]);
      found.set(rid, Math.max(match, found.get(rid) ?? 0));
    }
  }
  return found;
};
