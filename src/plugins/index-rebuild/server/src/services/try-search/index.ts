import type {
  RecordChoices,
  RecordChoicesQuery,
  RecordState,
  TryHit,
  TryOptions,
  TryRecord,
  TryRecordRef,
  TryResponse,
} from '../../../../shared/contracts';
import { nothingReadable, recordNotFound } from '../../domain/errors';
import { valueAsText } from '../../domain/source-text';
import { weighableFields, type WeighedSource } from '../../domain/weights';
import { monotonicMs } from '../../lib/monotonic';
import type { Searcher } from '../../ports/searcher';
import { createSearch, type SearchParts, type SearchResult } from '../search';
import type { ContentManagerAccess } from '../search/access';
import { comparableOf } from '../search/comparable';
import { readRequest, readText } from '../search/parameters';
import { scopesOf, upToDate, type FreshValues } from '../search/scopes';
import type { SearchedType } from '../search/types';
import type { EditorsRecords } from './editors-records';
import { placeOf } from './place';
import { readWeights } from '../steering/read-weights';
import { createVersions, type VersionsPorts } from './versions';

type TrySource = SearchParts['sources'][number] & WeighedSource & { label: string; isSingleType: boolean };

export type TrySearchParts = Omit<SearchParts, 'traffic' | 'metrics' | 'live' | 'sources'> &
  Omit<VersionsPorts, 'now' | 'log'> & {
    access: ContentManagerAccess;
    sources: readonly TrySource[];
    editorsRecords: EditorsRecords;
    drift: {
      record(documentId: string, query: { uid: string; locale?: string }): Promise<RecordState | null>;
    };
    locales(): Promise<string[]>;
    /** The version of the setting that says what weights visitors' searches have. */
    weightsVersion(): Promise<number>;
    weightsReadOnly: boolean;
    log: VersionsPorts['log'];
  };

type ExplainedParts = TryHit['parts'] & { pinned?: true } & Pick<TryHit, 'factors'>;

/** Parameters like those of GET /api/search, without what an administrator does not choose. */
type Query = { version?: string; locale?: string; weights?: string } & Record<string, unknown>;

type RecordQuery = Query & { uid: string; documentId: string };

/** Only the database has the values that records have now; an earlier version has those of its own time. */
const NEVER_FRESH: FreshValues = { bring: () => 'behind' };

/** One value for each content type, as the parameters of search name them. */
const perType = <T>(types: readonly SearchedType[], of: (uid: string) => T): T | Record<string, T> =>
  types.length === 1 ? of(types[0].uid) : Object.fromEntries(types.map(({ uid }) => [uid, of(uid)]));

/** Search for administrators: over any version that is kept, in the records that they may read in the Content Manager. */
export const createTrySearch = (parts: TrySearchParts) => {
  const { access, records, sources, settings, types, shownValues, editorsRecords } = parts;
  const { live: served, drift, admission } = parts;
  const versions = createVersions({ ...parts, now: monotonicMs });

  /** @throws NOTHING_READABLE */
  const readable = (ability: unknown): readonly SearchedType[] => {
    const found = types.filter(({ uid }) => access.mayRead(uid, ability));
    if (found.length === 0) throw nothingReadable();
    return found;
  };

  /** What is shown of the records: their names, and the texts that passages are from. */
  const shown = (own: readonly SearchedType[]) => ({
    fields: perType(own, (uid) => shownValues.query(uid).fields),
    populate: perType(own, (uid) => shownValues.query(uid).populate ?? []),
  });

  const isLive = ({ generation }: Searcher): boolean => generation === served.generation;

  const partsFor = (
    searcher: Searcher,
    own: readonly SearchedType[],
    weights = parts.weights
  ): SearchParts => ({
    ...{ ...parts, types: own, weights },
    freshValues: isLive(searcher) ? parts.freshValues : NEVER_FRESH,
    live: { use: (work) => work(searcher) },
    // What administrators try is no visitors' search.
    traffic: { queries: 0, failed: 0 },
    metrics: { answered() {} },
    // The parts of a record that hold passages were asked for, so what is not shown may not be read.
    passageTexts: { ...parts.passageTexts, published: async () => new Map() },
  });

  /** Those that were asked for, or those of visitors' searches. @throws INVALID_REQUEST */
  const weightsOf = (asked: string | undefined): SearchParts['weights'] => {
    if (asked === undefined) return parts.weights;
    const weights = readWeights(asked, sources);
    return () => weights;
  };

  const nameOf = (uid: string, record: Record<string, unknown>): string | null => {
    const { displayName = '' } = sources.find((source) => source.uid === uid) ?? {};
    return valueAsText(record[displayName] as never) || null;
  };

  const toHit = (record: SearchResult['data'][number]): TryHit => {
    const { contentType: uid, documentId, locale = null, score, explain, highlight = null } = record;
    const { pinned = false, factors, ...scores } = explain as ExplainedParts;
    const name = nameOf(uid as string, record);
    return {
      ...{ uid, documentId, locale, name, score, pinned, parts: scores, passage: highlight },
      ...(factors && { factors }),
    } as TryHit;
  };

  const namedTypes = async (own: readonly SearchedType[], locale: string | undefined) =>
    Promise.all(
      sources
        .filter(({ uid }) => own.some((type) => type.uid === uid))
        .map(async ({ uid, displayName }) => ({
          ...{ uid, displayName },
          locale: await records.localeFor(uid, locale),
        }))
    );

  const canFilter = (uid: string, field: string, ability: unknown): boolean => {
    const isEqual = field.includes('.') || comparableOf(records.typeOf(uid, field))?.equality === true;
    return isEqual && access.mayRead(uid, ability, field.split('.')[0]);
  };

  return {
    /** @throws NOTHING_READABLE, what search throws, and what opening a version throws. */
    async search({ version, weights, ...asked }: Query, ability: unknown): Promise<TryResponse> {
      const own = readable(ability);
      const weighed = weightsOf(weights);
      const query = { ...asked, ...shown(own), highlight: 'true', explain: 'true' };
      return versions.use(version, async (searcher) => {
        const search = createSearch(partsFor(searcher, own, weighed));
        const { data, meta } = await search.query({ query, auth: ability });
        const { pagination, generation, mode, correctedTo, minScore, took, steering } = meta;
        const { total, capped } = pagination;
        return {
          data: data.map(toHit),
          meta: {
            ...{ generation, mode, minScore, took, total, capped, live: isLive(searcher) },
            ...(correctedTo !== undefined && { correctedTo }),
            ...(steering && { steering }),
            ...(meta.weights && { weights: meta.weights }),
          },
        };
      });
    },

    /** Where a record is among the hits, and why not among them. @throws RECORD_NOT_FOUND, and as `search`. */
    async record(
      { uid, documentId, version, weights, ...query }: RecordQuery,
      ability: unknown
    ): Promise<TryRecord> {
      const own = readable(ability);
      const weighed = weightsOf(weights);
      const text = readText(query.q, settings);
      const request = readRequest(query, settings, 'search', own);
      const type = (await namedTypes(own, query.locale)).find((one) => one.uid === uid);
      const record = type && (await editorsRecords.one(type, { uid, documentId }, ability));
      if (!record) throw recordNotFound();
      const filters = query.filters as object | undefined;
      const [scopes, [unfiltered]] = await Promise.all([
        scopesOf(parts, request, { filters }, ability),
        scopesOf(parts, { ...request, types: own.filter((one) => one.uid === uid) }, {}, ability),
      ]);
      const state = await drift.record(documentId, { uid, locale: record.locale ?? undefined });
      return versions.use(version, (searcher) => {
        const current = { searcher, scopes: upToDate(partsFor(searcher, own), searcher, scopes) };
        const live = isLive(searcher);
        const asked = { record, request, text, unfiltered, state: live ? state : null };
        return admission.run(async (begun) => {
          begun();
          return { ...(await placeOf({ ...parts, weights: weighed }, current, asked)), record, state, live };
        });
      });
    },

    /** Records by a part of their names, drafts among them. */
    async byName(name: string, locale: string | undefined, ability: unknown): Promise<TryRecordRef[]> {
      return editorsRecords.byName(await namedTypes(readable(ability), locale), name.trim(), ability);
    },

    /** Records to choose from by name, or those that are asked for by their ids. */
    async choices({ name, locale, uid, ids }: RecordChoicesQuery, ability: unknown): Promise<RecordChoices> {
      const own = await namedTypes(readable(ability), locale);
      const asked = own.filter((type) => uid === undefined || type.uid === uid);
      const data = ids
        ? await Promise.all(asked.map((type) => editorsRecords.byId(type, ids, ability)))
        : [await editorsRecords.byName(asked, name.trim(), ability)];
      return {
        data: data.flat(),
        meta: {
          sources: sources
            .filter((source) => own.some((type) => type.uid === source.uid))
            .map(({ uid: type, label, isSingleType }) => ({ uid: type, label, isSingleType })),
        },
      };
    },

    /** What can be chosen. */
    async options(ability: unknown): Promise<TryOptions> {
      const own = readable(ability);
      const [kept, locales] = await Promise.all([versions.kept(), parts.locales()]);
      const { liveGeneration } = await parts.catalog.read();
      const isLocalized = await Promise.all(own.map(({ uid }) => records.localeFor(uid, undefined)));
      return {
        sources: own.map(({ uid, filterable }) => {
          const source = sources.find((one) => one.uid === uid) as TrySource;
          const { label, isSingleType } = source;
          return {
            ...{ uid, label, isSingleType, weighable: weighableFields(source) },
            filterable: filterable.filter((field) => canFilter(uid, field, ability)),
          };
        }),
        weightsVersion: await parts.weightsVersion(),
        weightsReadOnly: parts.weightsReadOnly,
        weights: parts.weights(),
        locales: isLocalized.some((locale) => locale !== undefined) ? locales : [],
        versions: kept.map(({ row: { name, createdAt, records: count } }) => ({
          ...{ id: name, live: name === liveGeneration, records: count },
          createdAt: createdAt.toISOString(),
        })),
      };
    },

    tick: versions.tick,
    rest: versions.rest,
    close: versions.close,
  };
};

export type TrySearch = ReturnType<typeof createTrySearch>;
