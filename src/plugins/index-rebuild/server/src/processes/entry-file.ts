/** The files that run in a process or thread of their own. */
export type EntryName = 'builder' | 'embed-worker' | 'projection' | 'searcher';

/** A compiled entry file, by the name under which this package exports it: wherever the package lies, Node finds it. */
export const entryFile = (name: EntryName): string => require.resolve(`strapi-plugin-index-rebuild/${name}`);
