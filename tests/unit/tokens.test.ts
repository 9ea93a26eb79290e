import { writeFileSync } from 'node:fs';

import { openTokens } from '../../src/plugins/index-rebuild/server/src/adapters/onnx/tokens';
import { useTemporaryFolder } from './support/temporary-folder';

const special = (content: string, id: number) => ({
  ...{ id, content, special: true, normalized: false },
  ...{ single_word: false, lstrip: false, rstrip: false },
});

/** As BERT has it: without case and accents, and pieces within a word marked. */
const WORD_PIECE = {
  ...{ added_tokens: [special('[PAD]', 0), special('[UNK]', 1)], post_processor: null, decoder: null },
  normalizer: { type: 'BertNormalizer', clean_text: true, lowercase: true, strip_accents: null },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  model: {
    ...{ type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##' },
    max_input_chars_per_word: 100,
    vocab: { '[PAD]': 0, '[UNK]': 1, reef: 2, cafe: 3, cor: 4, '##la': 5, wood: 6, '##working': 7 },
  },
};

/** As SentencePiece has it: with case, and the beginnings of words marked. */
const UNIGRAM = {
  ...{ added_tokens: [special('<pad>', 0), special('<unk>', 1)], post_processor: null, decoder: null },
  normalizer: null,
  pre_tokenizer: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always' },
  model: {
    ...{ type: 'Unigram', unk_id: 1 },
    vocab: [
      ...[['<pad>', 0] as const, ['<unk>', 0] as const, ['▁reef', -3] as const, ['▁café', -3] as const],
      ...[['▁cor', -4] as const, ['la', -4] as const, ['▁', -9] as const],
      ...[['▁wood', -4] as const, ['working', -4] as const],
    ],
  },
};

const inFolder = useTemporaryFolder();

const open = (tokenizer: object) => {
  writeFileSync(inFolder('tokenizer.json'), JSON.stringify(tokenizer));
  writeFileSync(inFolder('tokenizer_config.json'), '{}');
  return openTokens(inFolder());
};

describe.each([
  ['WordPiece', WORD_PIECE],
  ['SentencePiece', UNIGRAM],
])('the vocabulary of a %s model', (_, tokenizer) => {
  it.each([
    ['reef', true],
    ['Reef', true],
    ['café', true],
    ['corla', false],
    ['la', false],
    ['xqzzv', false],
    ['日', false],
  ])('%s: %s', async (word, isKnown) => {
    expect((await open(tokenizer)).knowsWord(word)).toBe(isKnown);
  });

  it.each([
    ['reef', true],
    ['woodworking', true],
    ['corla', false],
    ['xqzzvqz', false],
  ])('reads %s as it is or in long parts: %s', async (word, isRead) => {
    expect((await open(tokenizer)).readsWord(word)).toBe(isRead);
  });
});
