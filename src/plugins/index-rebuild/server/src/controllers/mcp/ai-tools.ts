import { z } from 'zod';

import { getService } from '../../container/services';
import type { Strapi } from '../../lib/strapi';

const input = z.object({
  query: z.string().min(1).max(500).describe('What to look for, in natural language or by words.'),
  locale: z.string().optional().describe('Locale of the content; the default one when left out.'),
  limit: z.number().int().min(1).max(20).optional(),
});

/**
 * The tools that Strapi's AI plugins find by this service's name. They know no administrator, so the one
 * tool finds what visitors find.
 */
export const aiTools = () => ({
  getTools: () => [
    {
      name: 'searchPublishedContent',
      description: 'Finds published content by meaning and words, best first, as visitors of the site do.',
      schema: input,
      access: 'read' as const,
      async execute({ query, locale, limit = 10 }: z.infer<typeof input>, strapi: Strapi) {
        const asked = { q: query, limit: String(limit), highlight: 'true', ...(locale && { locale }) };
        const { data, meta } = await getService(strapi, 'search').query({ query: asked, auth: undefined });
        return { results: data, total: meta.pagination.total };
      },
    },
  ],
  getMeta: () => ({
    label: 'Search index',
    description: 'Find published content by meaning and words',
    keywords: ['search', 'find', 'content'],
  }),
});
