import { z } from 'zod';

import { localeParameter } from './search';

/** What a suggestion is: a record's display name, a tag of records, or words that many records have. */
export const SUGGESTION_KINDS = ['name', 'tag', 'phrase'] as const;

export type SuggestionKind = (typeof SUGGESTION_KINDS)[number];

export const MAX_SUGGESTIONS = 20;
export const DEFAULT_SUGGESTIONS = 8;

const LIMIT = `is a whole number from 1 to ${MAX_SUGGESTIONS}`;

/** Query of GET /api/search/suggest. The messages follow the parameter's name. */
export const suggestQuerySchema = z.object({
  limit: z.coerce
    .number(LIMIT)
    .int(LIMIT)
    .min(1, LIMIT)
    .max(MAX_SUGGESTIONS, LIMIT)
    .default(DEFAULT_SUGGESTIONS),
  locale: localeParameter,
});

export const suggestionSchema = z.object({
  text: z.string(),
  kind: z.enum(SUGGESTION_KINDS),
  /** The record that has the name, and the uid of its content type; only of names. */
  contentType: z.string().optional(),
  documentId: z.string().optional(),
});

export type ShownSuggestion = z.infer<typeof suggestionSchema>;

export const suggestMetaSchema = z.object({
  /** The generation that the suggestions come from. */
  generation: z.string(),
  /** Milliseconds on the server. */
  took: z.number().int().nonnegative(),
});

export const suggestResponseSchema = z.object({
  data: z.array(suggestionSchema),
  meta: suggestMetaSchema,
});

export type SuggestResponse = z.infer<typeof suggestResponseSchema>;

/** The parameters as the OpenAPI description shows them; `suggestQuerySchema` reads them. */
export const suggestParameters = {
  q: z.string().min(1).describe('What has been typed; its last word may be unfinished.'),
  limit: z.number().int().min(1).max(MAX_SUGGESTIONS).optional().describe('How many suggestions at most.'),
  type: z
    .string()
    .optional()
    .describe('Only of these content types, by singular name or uid, separated by commas.'),
  locale: z.string().optional().describe('The language of the suggestions; the default one when left out.'),
};
