import { isInLocale, recordOf } from '../../../domain/record';
import type { SearchRequest, Wanted } from '../../../ports/searcher';
import { meaningOf } from '../../embedded/searcher/steered';
import { weighingFor } from '../../embedded/searcher/weighing';
import { mayBeName } from '../../embedded/searcher/words';
import { withoutRecords } from './allowed';
import type { ChangedRecords } from './changed';
import { namesFound, namesQuery } from './names';
import type { RankerParts, Search } from './parts';
import { vectorOf } from './records';
import { searchEach } from './requests';
import { languagesIn, scopeOf } from './scope';

const NONE = new Int32Array(0);

/** Reads a request: what is asked for, in which words, and where. */
export const createBeginning = (parts: RankerParts) => {
  const { cluster, index, facts, pathOf, sample, overlay, turn } = parts;
  const sampled = { records: sample.map(({ rid }) => recordOf(rid)) };

  const awayOf = (asBuilt: true | undefined, { gone }: ChangedRecords): string[] =>
    asBuilt ? [] : [...new Set([...overlay.replaced(), ...gone])];

  /** Whether a text names records that its correction does not: it is being typed, or has slips of its own. */
  const namesOthers = async (
    text: string,
    corrected: string,
    findable: object | null,
    signal: AbortSignal
  ): Promise<boolean> => {
    if (!mayBeName(text)) return false;
    const queries = {
      typed: namesQuery([text], findable),
      corrected: namesQuery([corrected], findable),
    };
    const answers = await searchEach(cluster, index, queries, signal);
    const named = [...namesFound([text], answers.typed).keys()];
    const still = namesFound([corrected], answers.corrected);
    return named.length > 0 && !named.some((rid) => still.has(rid));
  };

  /** The corrected text of a query; null when it is searched as it is. */
  const correctionOf = async (
    wanted: Wanted,
    languages: readonly string[],
    findable: object | null,
    signal: AbortSignal
  ): Promise<string | null> => {
    if ('like' in wanted || wanted.spelling === 'exact') return null;
    const corrected = overlay.current().lexical.correct(wanted.text, languages, parts.knowsWord);
    if (corrected === null) return null;
    return (await namesOthers(wanted.text, corrected, findable, signal)) ? null : corrected;
  };

  /** The vector of a record of the overlay; null when it is not there. */
  const ownVector = ({ documentId, locale }: { documentId: string; locale: string | null }) => {
    const { corpus } = overlay.current();
    const record = corpus.ofDocument.get(documentId)?.find((one) => isInLocale(corpus.records[one], locale));
    return record === undefined ? null : (corpus.added?.[record]?.slice(0, corpus.dimensions) ?? null);
  };

  const vectorFor = async (
    wanted: Wanted,
    { mode, deadline, steering }: SearchRequest,
    findable: object | null,
    signal: AbortSignal
  ): Promise<Float32Array | null> => {
    if ('like' in wanted)
      return ownVector(wanted.like) ?? vectorOf({ cluster, index }, wanted.like, findable, signal);
    if (mode === 'lexical') return null;
    return parts.batcher.embed(meaningOf(wanted.text, steering?.variants ?? []), deadline);
  };

  return async (
    request: SearchRequest,
    signal: AbortSignal
  ): Promise<{ search: Search; correctedTo: string | null }> => {
    const { wanted: asked, mode, within, steering, asBuilt } = request;
    const changed = parts.changed();
    const languagesThere = languagesIn(facts.groups, within);
    const languagesOf = (own: string[]): string[] => [...new Set([...languagesThere, ...own])];
    const before = withoutRecords(null, awayOf(asBuilt, changed));
    const known = languagesOf(overlay.current(asBuilt).languagesWithin(within));
    const correctedTo = await correctionOf(asked, known, before, signal);
    const wanted = correctedTo === null ? asked : { text: correctedTo };
    const vector = await vectorFor(wanted, request, before, signal);
    await turn(request.deadline);
    // The overlay may have changed meanwhile; this search stays with what is there now.
    const now = overlay.current(asBuilt);
    const away = awayOf(asBuilt, changed);
    const search: Search = {
      ...{ request, mode, wanted, vector, changed, now, signal },
      scope: scopeOf(request, { groups: facts.groups, pathOf, changed, away }),
      texts: 'text' in wanted ? [wanted.text, ...(steering?.variants ?? [])] : [],
      languages: languagesOf(now.languagesWithin(within)),
      own: now.allowed(within)?.records ?? NONE,
      weighing: weighingFor(sampled, facts.spec.sources, request.weights),
    };
    return { search, correctedTo };
  };
};
