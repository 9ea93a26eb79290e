export default {
  config: {
    /** Beside English. Everybody chooses a language in their profile. */
    locales: ['de', 'es', 'fr'],
  },
};
