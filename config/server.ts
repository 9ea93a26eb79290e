import type { Core } from '@strapi/strapi';

export default ({ env }: Core.Config.Shared.ConfigParams) => ({
  host: env('HOST', '0.0.0.0'),
  port: env.int('PORT', 1337),
  url: env('PUBLIC_URL', ''),
  // AI assistants with an admin token may use the tools of Strapi and of its plugins.
  mcp: { enabled: env.bool('MCP_ENABLED', false) },
  app: {
    keys: env.array('APP_KEYS'),
  },
});
