import type { VectorCache } from '../ports/generation-writer';
import type { SearchBackend } from '../ports/search-backend';

/*
 * Two kinds of index at once, so that an installation can move from one to the other while search goes on:
 * what is built goes into the new one, and generations of the old one can be searched, gone back to, and have
 * their vectors reused for as long as they are kept.
 */

/** The vectors of both. */
const joinCaches = (one: VectorCache, other: VectorCache): VectorCache => ({
  formerForms: [...new Set([...one.formerForms, ...other.formerForms])],
  has: (fingerprint) => one.has(fingerprint) || other.has(fingerprint),
  find: async (fingerprint) => (await one.find(fingerprint)) ?? other.find(fingerprint),
  keep: (fingerprint, vectors) => one.keep(fingerprint, vectors),
  async findPassages(record, texts) {
    const found = await one.findPassages(record, texts);
    if (!found.includes(null)) return found;
    const others = await other.findPassages(record, texts);
    return found.map((vector, at) => vector ?? others[at]);
  },
  async close() {
    await Promise.all([one.close(), other.close()]);
  },
});

/** @param present Where everything is built. @param former Where complete generations may still be. */
export const createEitherBackend = (present: SearchBackend, former: SearchBackend): SearchBackend => {
  const holderOf = async (generation: string): Promise<SearchBackend> =>
    (await former.holds(generation)) ? former : present;
  return {
    begin: (generation, spec) => present.begin(generation, spec),
    async openVectorCache(generations, spec) {
      const holders = await Promise.all(generations.map(holderOf));
      const of = (one: SearchBackend) => generations.filter((_, at) => holders[at] === one);
      return joinCaches(
        await present.openVectorCache(of(present), spec),
        await former.openVectorCache(of(former), spec)
      );
    },
    open: async (generation, options) => (await holderOf(generation)).open(generation, options),
    async list() {
      const old = (await former.list()).filter(({ complete }) => complete);
      const known = new Set(old.map(({ id }) => id));
      return [...old, ...(await present.list()).filter(({ id }) => !known.has(id))];
    },
    holds: async (generation) => (await former.holds(generation)) || present.holds(generation),
    loadsWhole: present.loadsWhole && former.loadsWhole,
    isElsewhere: present.isElsewhere || former.isElsewhere,
    needsUpload: present.needsUpload,
    isUploaded: (generation) => present.isUploaded(generation),
    upload: (generation, hooks) => present.upload(generation, hooks),
    withdraw: (generation) => present.withdraw(generation),
    bring: async (generation) => (await holderOf(generation)).bring(generation),
    async remove(generation) {
      await present.remove(generation);
      await former.remove(generation);
    },
    readEntries: async (generation, onEntry) => (await holderOf(generation)).readEntries(generation, onEntry),
    readSummary: async (generation) => (await holderOf(generation)).readSummary(generation),
    verify: async (generation) => (await holderOf(generation)).verify(generation),
    verifyUploaded: async (generation) => (await holderOf(generation)).verifyUploaded(generation),
    forgetKeptVectors: () => present.forgetKeptVectors(),
    freeBytes: () => present.freeBytes(),
  };
};
