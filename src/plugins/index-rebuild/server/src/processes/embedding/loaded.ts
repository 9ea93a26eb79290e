/** Said by a thread that has loaded its model, or could not. Not beside its code, which starts loading. */
export const LOADED = 'loaded';
