// @ts-check
const LENGTH = 500;

/** Words that most records have, but stop words, of which search takes none. @param {readonly { bio: string }[]} records */
const commonWords = (records) => {
  /** @type {Map<string, number>} */
  const having = new Map();
  for (const { bio } of records.slice(0, 2000)) {
    for (const word of new Set(bio.toLowerCase().match(/\p{L}{4,}/gu) ?? [])) {
      having.set(word, (having.get(word) ?? 0) + 1);
    }
  }
  return [...having].sort(([, a], [, b]) => b - a).map(([word]) => word);
};

/**
 * Queries as long as one may be, of the commonest words there are, all different, so that none is
 * known already.
 *
 * @param {readonly { bio: string }[]} records @param {number} count
 */
export const heavyQueries = (records, count) => {
  const words = commonWords(records).slice(0, 150);
  return Array.from({ length: count }, (_, turn) => {
    const from = (turn * 7) % words.length;
    const text = [...words.slice(from), ...words.slice(0, from)].join(' ');
    return `${text.slice(0, LENGTH - 5)} ${turn}`;
  });
};
