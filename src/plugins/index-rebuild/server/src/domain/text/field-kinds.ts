import type { FieldValue } from '../field-value';
import { blocksText } from './blocks';
import { jsonValue } from './json';
import { markdownText } from './markdown';

/** What an attribute's type means for the index. */
export type FieldKind = {
  /** The value as a database gives it → the one that is indexed, the same whatever the database. */
  toPlain: (stored: unknown) => FieldValue;
  /** Whole sentences: several of them are paragraphs, and not a list with commas. */
  isProse: boolean;
  /** Part of the text of a component that a path ends at. */
  isText: boolean;
  /** Null if hits can be filtered by it, else why not, to go after the field's name. */
  notFilterable: string | null;
};

const asIs = (value: unknown): FieldValue =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;

/** Empty text and no text are one thing: nothing to index. */
const converted =
  (toText: (value: string) => string) =>
  (value: unknown): FieldValue =>
    typeof value === 'string' ? toText(value) || null : null;

/** A moment as Date, ISO text or milliseconds → ISO text in UTC. */
const isoTime = (value: unknown): FieldValue => {
  const isMilliseconds = typeof value === 'string' && /^-?\d+$/.test(value);
  if (!(value instanceof Date) && typeof value !== 'string' && typeof value !== 'number') return null;
  const moment = new Date(isMilliseconds ? Number(value) : value);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
};

const isoDate = (value: unknown): FieldValue => {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'string' ? value.slice(0, 10) : null;
};

/** PostgreSQL omits zeros after the seconds that SQLite keeps. */
const timeOfDay = converted((value) => value.replace(/\.(\d*?)0+$/, (_, kept) => (kept ? `.${kept}` : '')));

/** BigInts come as text, so that no digit is lost; what an old driver gives as a number is the same. */
const bigInteger = (value: unknown): FieldValue =>
  typeof value === 'number' || typeof value === 'bigint' ? String(value) : asIs(value);

const kind = (toPlain: FieldKind['toPlain'], traits: Partial<FieldKind> = {}): FieldKind => ({
  toPlain,
  isProse: false,
  isText: false,
  notFilterable: null,
  ...traits,
});

const prose = (what: string, toText: (value: unknown) => FieldValue): FieldKind =>
  kind(toText, { isProse: true, isText: true, notFilterable: `is ${what}, and too long to filter by` });

const scalar = kind(asIs);

/** Types of attributes that hold a value themselves; passwords are missing on purpose. */
const FIELD_KINDS = new Map<string, FieldKind>([
  ['string', kind(asIs, { isText: true })],
  ['text', kind(asIs, { isProse: true, isText: true })],
  ['richtext', prose('rich text', converted(markdownText))],
  ['blocks', prose('rich text', (value) => blocksText(value) || null)],
  ['json', kind(jsonValue)],
  ['biginteger', kind(bigInteger)],
  ['date', kind(isoDate)],
  ['time', kind(timeOfDay)],
  ['datetime', kind(isoTime)],
  ['timestamp', kind(isoTime)],
  ...['email', 'uid', 'enumeration', 'integer', 'float', 'decimal', 'boolean'].map(
    (type) => [type, scalar] as const
  ),
]);

/** Null for types that hold no value, or none that may be indexed. */
export const fieldKindOf = (type: string): FieldKind | null => FIELD_KINDS.get(type) ?? null;
