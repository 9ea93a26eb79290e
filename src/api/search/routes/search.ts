const route = (path: string, handler: string) => ({
  method: 'GET',
  path,
  handler,
  config: {
    middlewares: ['plugin::index-rebuild.errors', 'plugin::index-rebuild.rate-limit'],
  },
});

export default {
  routes: [
    route('/search', 'search.find'),
    route('/search/similar/:documentId', 'search.similar'),
    route('/search/explain', 'search.explain'),
  ],
};
