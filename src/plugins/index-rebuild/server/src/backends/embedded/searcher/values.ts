import type { FieldValue, FieldValues } from '../../../domain/field-value';
import type { FilterValue } from '../../../domain/filter';
import { FILES, type Manifest } from '../../../domain/manifest';
import { recordKey, type RecordRef } from '../../../domain/record';
import type { FreshRecord } from '../../../ports/searcher';
import type { Step, VerifiedFiles } from '../files/verified-files';

/** What a record holds in a field: the code of its value, those of several, or `EMPTY`. */
export type Held = number | readonly number[];

export const EMPTY = -1;

/** One field of all records. Equal values share a code, which is their place in `values`. */
export type Column = { values: FilterValue[]; codes: Map<FilterValue, number>; held: Held[] };

/** What the records of a generation can be filtered by, and as of when. */
export type Values = {
  /** Fields by content type; empty for a generation of an earlier version. */
  readonly filterable: Readonly<Record<string, readonly string[]>>;
  readonly columns: ReadonlyMap<string, Column>;
  /** Whether a record is known to be no longer published. */
  isGone(record: number): boolean;
  /** Grows whenever values change. */
  readonly revision: number;
  /** Sets what the generation holds of a record, while it is loaded, or the overlay, whose numbers follow. */
  put(record: number, values: FieldValues): void;
  /** Takes the values of records as they are now, and those of all others as the generation has them. */
  refresh(fresh: readonly FreshRecord[]): void;
};

type Records = readonly RecordRef[];

const codeOf = ({ values, codes }: Column, value: FilterValue): number => {
  const known = codes.get(value);
  if (known !== undefined) return known;
  codes.set(value, values.length);
  return values.push(value) - 1;
};

/** A value that occurs twice in a list is held once. */
const heldOf = (column: Column, value: FieldValue | undefined): Held => {
  if (value === undefined || value === null) return EMPTY;
  if (!Array.isArray(value)) return codeOf(column, value);
  const filled = value.filter((one): one is FilterValue => one !== null);
  return [...new Set(filled.map((one) => codeOf(column, one)))];
};

const columnsFor = (filterable: Values['filterable'], records: number): Map<string, Column> =>
  new Map(
    Object.values(filterable)
      .flat()
      .map((field) => [field, { values: [], codes: new Map(), held: new Array<Held>(records).fill(EMPTY) }])
  );

const put = (columns: ReadonlyMap<string, Column>, record: number, values: FieldValues): void => {
  for (const [field, column] of columns) column.held[record] = heldOf(column, values[field]);
};

/** Values of these records, all of them empty at first. */
export const createValues = (records: Records, filterable: Values['filterable'] = {}): Values => {
  const columns = columnsFor(filterable, records.length);
  const gone = new Set<number>();
  /** What the generation holds of refreshed records, by column. */
  let replaced: { column: Column; record: number; held: Held }[] = [];
  let revision = 0;
  let places: ReadonlyMap<string, number> | null = null;

  const replace = (record: number, values: FieldValues | null): void => {
    for (const column of columns.values()) replaced.push({ column, record, held: column.held[record] });
    put(columns, record, values ?? {});
    if (values === null) gone.add(record);
  };

  return {
    ...{ filterable, columns },
    isGone: (record) => gone.has(record),
    get revision() {
      return revision;
    },
    put(record, values) {
      put(columns, record, values);
      revision += 1;
    },
    refresh(fresh) {
      for (const { column, record, held } of replaced) column.held[record] = held;
      replaced = [];
      gone.clear();
      places ??= new Map(records.map((record, place) => [recordKey(record), place]));
      for (const { values, ...ref } of fresh) {
        const record = places.get(recordKey(ref));
        if (record !== undefined) replace(record, values);
      }
      revision += 1;
    },
  };
};

/** Records whose values are read without a break. */
const RECORDS_AT_ONCE = 1_000;

/** Reads what the records of a generation can be filtered by. @throws GENERATION_CORRUPT */
export const loadValues = async (
  { records, spec, files: named }: Manifest,
  files: VerifiedFiles,
  step: Step
): Promise<Values> => {
  if (!Object.hasOwn(named, FILES.values)) return createValues(records);
  const filterable = Object.fromEntries(spec.sources.map((source) => [source.uid, source.filterable]));
  const values = createValues(records, filterable);
  const lines = Buffer.from(await files.read(FILES.values))
    .toString()
    .split('\n');
  for (let record = 0; record < records.length; record += 1) {
    values.put(record, JSON.parse(lines[record]) as FieldValues);
    if (record % RECORDS_AT_ONCE === 0) await step();
  }
  return values;
};
