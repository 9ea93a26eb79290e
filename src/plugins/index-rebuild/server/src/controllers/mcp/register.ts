import type { Strapi } from '../../lib/strapi';
import { strapiUtils } from '../../lib/strapi-utils';
import { problemOf, TOOLS, type ToolUser } from './tools';

/** Offers the tools over Strapi's MCP server, where the application has turned it on. */
export const registerMcpTools = (strapi: Strapi): void => {
  const { mcp } = strapi.ai;
  if (!mcp.isEnabled()) return;
  const { z } = strapiUtils();
  for (const { name, title, description, action, input, run } of TOOLS)
    mcp.registerTool({
      ...{ name, title, description, auth: { policies: [{ action }] } },
      resolveInputSchema: () => z.object(input(z)),
      resolveOutputSchema: () => z.looseObject({}),
      createHandler:
        (own: Strapi, user: ToolUser) =>
        async ({ args }: { args: Record<string, unknown> }) => {
          try {
            const structuredContent = await run(own, args, user);
            return {
              content: [{ type: 'text', text: JSON.stringify(structuredContent) }],
              structuredContent,
            };
          } catch (error) {
            return { content: [{ type: 'text', text: problemOf(error) }], isError: true };
          }
        },
    } as never);
};
