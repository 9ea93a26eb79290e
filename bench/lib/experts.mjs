// @ts-check
import { inventExperts } from '../../scripts/experts/index.mjs';
import { readExpertsFile } from '../../scripts/experts/jsonl.mjs';
import { mulberry32 } from '../../scripts/experts/random.mjs';

/** @typedef {{ name: string, title?: string, organization?: string, location?: string, bio?: string, tags?: unknown, links?: unknown }} Expert */

/** A variation of an expert: some sentences are missing, the rest are in another order. @param {Expert} expert @param {number} copy @param {() => number} random */
const noisyCopy = (expert, copy, random) => {
  const sentences = (expert.bio ?? '').split(/(?<=[.!?])\s+/);
  const kept = sentences.filter(() => random() < 0.7);
  const shuffled = (kept.length > 0 ? kept : sentences)
    .map((sentence) => ({ sentence, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ sentence }) => sentence);
  return { ...expert, name: `${expert.name} ${copy}`, bio: shuffled.join(' ') };
};

/**
 * Experts to measure with: real ones from a file, or invented ones. If the file has too few, its
 * experts are repeated with noise.
 *
 * @param {{ experts?: string, count?: number }} options `experts` is the path of a JSON-lines file.
 * @returns {Promise<Expert[]>} As many as requested, if a count is given.
 */
export const expertsFor = async ({ experts, count }) => {
  const all = experts ? (await readExpertsFile(experts)).experts : inventExperts(count ?? 500);
  /** @type {Expert[]} */
  const wanted = (count ? all.slice(0, count) : all).map(
    ({ name, title, organization, location, bio, tags, links }) => ({
      name,
      title,
      organization,
      location,
      bio,
      tags,
      links,
    })
  );
  const random = mulberry32(1);
  for (let at = 0; wanted.length < (count ?? 0); at += 1) {
    wanted.push(noisyCopy(wanted[at % all.length], Math.floor(at / all.length) + 2, random));
  }
  return wanted;
};
