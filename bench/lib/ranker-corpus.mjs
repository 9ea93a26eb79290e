// @ts-check
import { randomFor } from '../../scripts/experts/random.mjs';

/** An invented corpus for the ranker alone: no model, no files. */

const DIMENSIONS = 384;
const UID = 'api::expert.expert';
const VOCABULARY = 30_000;

const random = randomFor(29, 1);

/** Rank of a word: as in real texts, few words are common and most are rare. */
const word = () => `w${Math.floor(VOCABULARY ** (random.integer(0, 9999) / 10_000)) - 1}x`;
const words = (/** @type {number} */ count) => Array.from({ length: count }, word).join(' ');

const randomVector = () => {
  const vector = Float32Array.from({ length: DIMENSIONS }, () => random.integer(-1000, 1000));
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
};

/** Two languages by turns, one to ten rows each. @param {number} count */
export const inventCorpus = (count) => {
  const rowCounts = Array.from({ length: count }, () => random.integer(1, 10));
  const firstRow = new Int32Array(count + 1);
  rowCounts.forEach((rows, record) => (firstRow[record + 1] = firstRow[record] + rows));
  const recordOfRow = new Int32Array(firstRow[count]);
  rowCounts.forEach((_, record) => recordOfRow.fill(record, firstRow[record], firstRow[record + 1]));
  const vectors = new Float32Array(recordOfRow.length * DIMENSIONS);
  for (let row = 0; row < recordOfRow.length; row += 1) vectors.set(randomVector(), row * DIMENSIONS);
  const records = rowCounts.map((rows, record) => ({
    ...{ uid: UID, documentId: `d${record}`, locale: record % 2 === 0 ? 'en' : 'de' },
    ...{ fingerprint: '', rows, checksum: '' },
  }));
  const of = (/** @type {number} */ half) => [...records.keys()].filter((record) => record % 2 === half);
  return {
    ...{ records, dimensions: DIMENSIONS, vectors, recordOfRow, firstRow },
    passages: rowCounts.map((rows) => Array.from({ length: rows - 1 }, (_, at) => `Passage ${at}`)),
    groups: ['en', 'de'].map((locale, half) => ({ uid: UID, locale, records: of(half) })),
    ofDocument: new Map(records.map(({ documentId }, record) => [documentId, [record]])),
  };
};

/** Texts of 40 to 200 words, for the lexical index. @param {number} count */
export const inventTexts = (count) =>
  Array.from({ length: count }, (_, id) => {
    const name = `Person ${word()} ${id}`;
    return { id, name, fields: { name, text: words(random.integer(40, 200)) } };
  });

/** @param {number} count */
export const inventQueries = (count) =>
  Array.from({ length: count }, (_, at) => ({ text: words(2 + (at % 7)), vector: randomVector() }));
