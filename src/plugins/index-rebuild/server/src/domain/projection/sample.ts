const FNV_OFFSET = 2_166_136_261;
const FNV_PRIME = 16_777_619;

/** FNV-1a over the key's characters, begun at a value that the seed decides. */
const hashOf = (key: string, seed: number): number => {
  let hash = FNV_OFFSET ^ seed;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), FNV_PRIME);
  // The last characters alone would leave the high bits nearly as they were.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
};

/**
 * Places of at most `max` keys, ascending. A key is chosen by its hash, so a record stays in the sample
 * while others come and go.
 */
export const sampleByKey = (keys: readonly string[], max: number, seed: number): number[] => {
  const all = keys.map((_, place) => place);
  if (keys.length <= max) return all;
  const hashes = keys.map((key) => hashOf(key, seed));
  return all
    .sort((a, b) => hashes[a] - hashes[b] || a - b)
    .slice(0, max)
    .sort((a, b) => a - b);
};
