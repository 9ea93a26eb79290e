// @ts-check
import { mulberry32 } from '../../scripts/experts/random.mjs';
import { readQueries } from './quality.mjs';

/** More queries than are cached. */
const DISTINCT = 12_000;

/** The beginning of one query and the end of another. @param {readonly string[]} queries */
const crossed = (queries) =>
  Array.from({ length: DISTINCT }, (_, turn) => {
    const [one, other] = [turn, turn * 7 + 1 + Math.floor(turn / queries.length)].map((at) =>
      queries[at % queries.length].split(' ')
    );
    return [...one.slice(0, Math.ceil(one.length / 2)), ...other.slice(-Math.ceil(other.length / 2))].join(
      ' '
    );
  });

/**
 * Distinct queries, since a searcher keeps the vectors of those that were asked lately.
 *
 * @param {readonly { bio?: string, title?: string }[]} experts What they are made of without a file.
 * @param {string} [file]
 */
export const queriesFor = (experts, file) =>
  crossed(
    file
      ? readQueries(file).map(({ text }) => text)
      : experts
          .slice(0, 3000)
          .map(({ bio, title }) => (bio || title || 'expert').split(/\s+/).slice(2, 10).join(' '))
  );

/** Three words at a time that somebody wrote one after the other; never the same again. @param {readonly { name: string, bio?: string }[]} experts */
export const neverAskedTwice = (experts) => {
  const random = mulberry32(7);
  /** @type {Set<string>} */
  const asked = new Set();
  const next = () => {
    const { bio, name } = experts[Math.floor(random() * experts.length)];
    const words = (bio || name).match(/\p{L}{3,}/gu) ?? [name];
    const at = Math.floor(random() * Math.max(1, words.length - 2));
    return words.slice(at, at + 3).join(' ');
  };
  return () => {
    let query = next();
    while (asked.has(query)) query = next();
    asked.add(query);
    return query;
  };
};
