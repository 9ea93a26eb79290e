'use strict';

/** Strapi's permissions of roles and of API tokens. */
const TABLES = ['up_permissions', 'strapi_api_token_permissions'];
const ACTIONS = ['find', 'similar', 'explain'];

/*
 * The search routes were the application's and are the plugin's now. What was granted for them moves
 * along; otherwise Strapi would delete it as a permission for nothing. On a new database there are no
 * tables yet.
 */
module.exports = {
  async up(knex) {
    for (const table of TABLES) {
      if (!(await knex.schema.hasTable(table))) continue;
      for (const action of ACTIONS) {
        await knex(table)
          .where({ action: `api::search.search.${action}` })
          .update({ action: `plugin::index-rebuild.search.${action}` });
      }
    }
  },
};
