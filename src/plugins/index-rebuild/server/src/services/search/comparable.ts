import type { FilterValue } from '../../domain/filter';

/** Reads a value as a URL has it; null when a database might read it in another way. */
type Read = (value: unknown) => FilterValue | null;

/** How values of an attribute's type are read, and which comparisons mean the same in every database. */
export type Comparable = { read: Read; equality: boolean; order: boolean };

const MAX_INTEGER = 2 ** 31 - 1;

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

const readText: Read = (value) =>
  typeof value === 'string' && value.isWellFormed() && !value.includes('\0') ? value : null;

const readNumber: Read = (value) => {
  const isNumber = typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value));
  return isNumber && Math.abs(Number(value)) <= MAX_INTEGER ? Number(value) : null;
};

const readInteger: Read = (value) => {
  const number = readNumber(value);
  return Number.isInteger(number) ? number : null;
};

export const readBoolean = (value: unknown): boolean | null => {
  if (value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : null;
};

/** The calendar knows it: 30 February is not a day. */
const isDay = (date: string): boolean => {
  const moment = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(date);
};

const readDate: Read = (value) =>
  typeof value === 'string' && DATE.test(value) && isDay(value) ? value : null;

const readDateTime: Read = (value) => {
  if (typeof value !== 'string' || !DATE_TIME.test(value) || !isDay(value.slice(0, 10))) return null;
  const moment = new Date(value);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
};

const text: Comparable = { read: readText, equality: true, order: false };
const number: Comparable = { read: readNumber, equality: true, order: true };

/**
 * What is compared in the same way by SQLite, PostgreSQL and the searcher. The order of texts depends on
 * a database's collation, and moments may be kept more exactly than to the millisecond.
 */
const COMPARABLE = new Map<string, Comparable>([
  ...['string', 'text', 'email', 'uid', 'enumeration'].map((type) => [type, text] as const),
  ...['float', 'decimal'].map((type) => [type, number] as const),
  ['integer', { ...number, read: readInteger }],
  ['boolean', { read: readBoolean, equality: true, order: false }],
  ['date', { read: readDate, equality: true, order: true }],
  ['datetime', { read: readDateTime, equality: false, order: true }],
]);

/** Undefined for a type whose values only the database compares. */
export const comparableOf = (type: string | undefined): Comparable | undefined => COMPARABLE.get(type ?? '');
