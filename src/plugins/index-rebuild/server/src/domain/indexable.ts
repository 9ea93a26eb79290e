import type { ErrorCode } from './errors';
import { fingerprint, textHash, type Recipe } from './recipe';
import { hasIndexableText, isBrokenText, renderTemplate, type RecordValues } from './source-text';

export type Problem = { code: ErrorCode; message: string };

/** Why a record cannot be indexed; null when it can. `text` is what the recipe's template makes of it. */
export const problemOf = (
  recipe: Pick<Recipe, 'template' | 'displayName'>,
  values: RecordValues,
  text: string,
  maxTextLength: number
): Problem | null => {
  if (isBrokenText(recipe.template, values)) {
    return {
      code: 'RECORD_BROKEN_TEXT',
      message: "The record's text was damaged by a wrong encoding. Enter it again and publish the record.",
    };
  }
  if (!hasIndexableText(recipe.template, recipe.displayName, values)) {
    return {
      code: 'RECORD_WITHOUT_TEXT',
      message: `The record has no text besides its ${recipe.displayName}. Fill in one of the indexed fields and publish it.`,
    };
  }
  if (text.length > maxTextLength) {
    return {
      code: 'RECORD_TOO_LONG',
      message: `The record's text has ${text.length} characters, ${maxTextLength} are allowed. Shorten it and publish it.`,
    };
  }
  return null;
};

/** What a record would be indexed as. */
export type Marks = { fingerprint: string; text: string };

export const marksOf = (hashOfRecipe: string, recipe: Recipe, values: RecordValues, text: string): Marks => ({
  fingerprint: fingerprint(hashOfRecipe, recipe, values, text),
  text: textHash(recipe, values, text),
});

/** What an index built now with this recipe would hold of a published record. */
export const indexableOf = (
  hashOfRecipe: string,
  recipe: Recipe,
  values: RecordValues,
  maxTextLength: number
): Marks | Problem => {
  const text = renderTemplate(recipe.template, values);
  return problemOf(recipe, values, text, maxTextLength) ?? marksOf(hashOfRecipe, recipe, values, text);
};
