/** Characters of a query that are kept. */
const MAX_LENGTH = 100;

/** Control characters, which PostgreSQL refuses, and halves of characters. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/gu;

const EMAIL = /\S@\S/u;

/** Six digits or more, as in the numbers of telephones, accounts and customers, however they are grouped. */
const LONG_NUMBER = /\p{Nd}(?:[\s\-–./()]*\p{Nd}){5}/u;

const normalised = (text: string): string =>
  text.normalize('NFKC').replace(UNPRINTABLE, ' ').toLowerCase().replace(/\s+/gu, ' ').trim();

const looksPersonal = (text: string): boolean => EMAIL.test(text) || LONG_NUMBER.test(text);

/** The form in which a query is counted and stored; null for one that must not be stored. */
export const storableQuery = (text: string): string | null => {
  const whole = normalised(text);
  // Checked before it is cut: what is left of an address may no longer look like one.
  if (looksPersonal(whole)) return null;
  return [...whole].slice(0, MAX_LENGTH).join('').trim() || null;
};
