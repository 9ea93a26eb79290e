export default {
  routes: [
    {
      method: 'GET',
      path: '/search',
      handler: 'search.find',
      config: {
        middlewares: ['plugin::index-rebuild.errors'],
      },
    },
  ],
};
