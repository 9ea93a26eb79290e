import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { Tokenizer } from '@huggingface/tokenizers';

export const TOKENIZER_FILES = ['tokenizer.json', 'tokenizer_config.json'] as const;

/** Row-major, `width` tokens per text; `mask` is 0 where a text is padded. */
export type TokenBatch = { ids: BigInt64Array; mask: BigInt64Array; width: number };

export type Tokens = {
  /** Pads texts to the longest one of their batch. */
  tokenize(texts: readonly string[], maxTokens: number): TokenBatch;
  /** Whether a word is a single token. */
  knowsWord(word: string): boolean;
  /** Whether it is, or is read in long parts, as "woodworking" is in two. */
  readsWord(word: string): boolean;
};

type PadToken = string | { content: string };

const openTokenizer = async (modelDir: string): Promise<{ tokenizer: Tokenizer; padId: bigint }> => {
  const [tokens, config] = await Promise.all(
    TOKENIZER_FILES.map(async (file) => JSON.parse(await readFile(path.join(modelDir, file), 'utf8')))
  );
  const tokenizer = new Tokenizer(tokens, config);
  const pad = (config as { pad_token?: PadToken }).pad_token;
  const content = typeof pad === 'string' ? pad : pad?.content;
  // The mask hides what a text is padded with; it only has to be in the vocabulary.
  const id = content === undefined ? undefined : tokenizer.token_to_id(content);
  return { tokenizer, padId: BigInt(id ?? 0) };
};

/** Cuts a text's tokens, and leaves the closing token at the end. */
const cut = (ids: number[], maxTokens: number): number[] =>
  ids.length <= maxTokens ? ids : [...ids.slice(0, maxTokens - 1), ids[ids.length - 1]];

/** What SentencePiece and byte-level BPE put before the first token of a word. */
const WORD_BEGINS = /^[▁Ġ]/;
/** What WordPiece puts before the others. */
const WORD_GOES_ON = /^##/;

/** Letters: what a model was not trained on falls into parts of two or three (measured). */
const LONG_PART = 3.5;

/** A token as it compares with a word: many tokenizers fold case and accents. */
const comparable = (word: string): string =>
  word
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();

/** The model's own tokenizer. */
export const openTokens = async (modelDir: string): Promise<Tokens> => {
  const { tokenizer, padId } = await openTokenizer(modelDir);

  /** The number of tokens of a word; infinite when one of them stands for what is not known. */
  const partsOf = (word: string): number => {
    const { tokens } = tokenizer.encode(word, { add_special_tokens: false });
    const read = tokens.map((token) => token.replace(WORD_BEGINS, '').replace(WORD_GOES_ON, '')).join('');
    return comparable(read) === comparable(word) ? tokens.length : Infinity;
  };
  const isToken = (word: string): boolean => partsOf(word) === 1;
  // A vocabulary that keeps case has most words in lower case alone.
  const knowsWord = (word: string): boolean => isToken(word) || isToken(word.toLowerCase());
  const readsWord = (word: string): boolean =>
    knowsWord(word) || word.length / partsOf(word.toLowerCase()) > LONG_PART;

  const tokenize = (texts: readonly string[], maxTokens: number): TokenBatch => {
    const rows = texts.map((text) => cut(tokenizer.encode(text).ids, maxTokens));
    const width = Math.max(...rows.map((row) => row.length));
    const ids = new BigInt64Array(texts.length * width).fill(padId);
    const mask = new BigInt64Array(texts.length * width);
    rows.forEach((row, index) => {
      row.forEach((id, column) => {
        ids[index * width + column] = BigInt(id);
        mask[index * width + column] = 1n;
      });
    });
    return { ids, mask, width };
  };

  return { tokenize, knowsWord, readsWord };
};
