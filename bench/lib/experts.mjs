// @ts-check
import { inventExperts } from '../../scripts/experts/index.mjs';
import { readExpertsFile } from '../../scripts/experts/jsonl.mjs';

/**
 * Experts to measure with: real ones from a file, or invented ones.
 *
 * @param {{ experts?: string, count?: number }} options `experts` is the path of a JSON-lines file.
 */
export const expertsFor = async ({ experts, count }) => {
  const all = experts ? (await readExpertsFile(experts)).experts : inventExperts(count ?? 500);
  return (count ? all.slice(0, count) : all).map(
    ({ name, title, organization, location, bio, tags, links }) => ({ name, title, organization, location, bio, tags, links })
  );
};
