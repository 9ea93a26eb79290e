import type { FieldValue, FieldValues } from './field-value';

/** A record's values by field name, as the source delivers them. */
export type RecordValues = Record<string, unknown>;

const PLACEHOLDER = /\{([A-Za-z_][\w.]*)\}/g;

/** The fields that a template names, in order of appearance, each once. */
export const templateFields = (template: string): string[] => [
  ...new Set([...template.matchAll(PLACEHOLDER)].map((match) => match[1])),
];

/** Control characters and lone surrogates break tokenizers; white space is folded, also within a line. */
const cleanParagraph = (text: string): string =>
  text
    .replace(/[\p{Cc}\uFFFD]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** An empty line ends a paragraph, and so a sentence: it stays, as the end of a line. */
const cleanText = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .split(/\r?\n[^\S\n]*\n/)
    .map(cleanParagraph)
    .filter(Boolean)
    .join('\n');

/** The latest texts: each value of a record is asked for several times in a row. */
const latest = new Map<string, string>();
const MAX_LATEST = 64;

const clean = (text: string): string => {
  const known = latest.get(text);
  if (known !== undefined) return known;
  const cleaned = cleanText(text);
  if (latest.size >= MAX_LATEST) latest.clear();
  latest.set(text, cleaned);
  return cleaned;
};

/** A value as text: lists are joined by commas, empty and structured values give nothing. */
export const valueAsText = (value: unknown): string => {
  if (typeof value === 'string') return clean(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(valueAsText).filter(Boolean).join(', ');
  return '';
};

/** A line of a template: literal text and placeholders by turns, a literal first and last. */
const partsOf = (line: string): string[] => line.split(/\{([A-Za-z_][\w.]*)\}/);

const isSeparator = (literal: string): boolean => !/[\p{L}\p{N}]/u.test(literal);

/**
 * One line with its placeholders filled. An empty placeholder takes the separator before it with it,
 * and the first one takes the one after it; "(" and ")" around it go as well. Values stay as they are.
 */
const renderLine = (line: string, values: RecordValues): string => {
  const parts = partsOf(line);
  let text = '';
  let filled = false;
  let pending = parts[0];
  for (let at = 1; at < parts.length; at += 2) {
    const value = valueAsText(values[parts[at]]);
    const after = parts[at + 1];
    if (value) {
      text += pending + value;
      filled = true;
      pending = after;
    } else if (/\($/.test(pending) && after.startsWith(')')) {
      pending = pending.replace(/\s*\($/, '') + after.slice(1);
    } else if (isSeparator(pending)) pending = text ? after : '';
    else if (!isSeparator(after)) pending += after;
  }
  const rest = isSeparator(pending) && !/^[\s.!?)\]»”"']*$/.test(pending) ? '' : pending;
  return filled ? (text + rest).replace(/\s+/g, ' ').trim() : '';
};

/**
 * The text of a record: each line of the template with its placeholders filled. A line whose
 * placeholders are all empty disappears, and so does punctuation that an empty one leaves behind.
 */
export const renderTemplate = (template: string, values: RecordValues): string =>
  template
    .split('\n')
    .map((line) => renderLine(line, values))
    .filter(Boolean)
    .join('\n');

/** Whether the record says anything besides its display name. */
export const hasMoreThanName = (template: string, displayName: string, values: RecordValues): boolean =>
  templateFields(template).some((field) => field !== displayName && valueAsText(values[field]));

/** Beyond this share of replacement characters a text is unreadable. */
const MAX_REPLACED = 0.1;

/** Whether a wrong encoding has replaced so much of the text that what is left would mislead. */
export const isBrokenText = (template: string, values: RecordValues): boolean => {
  const raw = templateFields(template)
    .map((field) => values[field])
    .filter((value) => typeof value === 'string')
    .join(' ')
    .toWellFormed();
  const replaced = raw.match(/\uFFFD/g)?.length ?? 0;
  return replaced > 0 && replaced >= raw.length * MAX_REPLACED;
};

/** The values of these fields, without empty ones. */
export const filledValues = (fields: readonly string[], values: RecordValues): FieldValues =>
  Object.fromEntries(
    fields
      .map((field) => [field, values[field] as FieldValue | undefined] as const)
      .filter((entry): entry is [string, FieldValue] => entry[1] !== null && entry[1] !== undefined)
  );

/** The template's fields as texts, without those that are empty. */
export const fieldTexts = (template: string, values: RecordValues): Record<string, string> =>
  Object.fromEntries(
    templateFields(template)
      .map((field) => [field, valueAsText(values[field])] as const)
      .filter(([, text]) => text !== '')
  );
