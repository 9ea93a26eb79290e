import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

import {
  languagesSchema,
  poolingSchema,
  prefixesSchema,
  type Pooling,
} from '../../adapters/onnx/model-files';
import { DESCRIPTION_FILE } from '../../adapters/onnx/model-files';
import { TOKENIZER_FILES } from '../../adapters/onnx/tokens';
import { setupFailed } from '../../domain/errors';
import { cardOf } from './card';

/** Where exporters put the weights, the best first. */
const WEIGHTS = ['model.onnx', 'onnx/model.onnx', 'onnx/model_quantized.onnx', 'model_quantized.onnx'];

/** Longer than any encoder reads; tokenizers that know no limit name an astronomic one. */
const MAX_TOKENS = 100_000;
const DEFAULT_MAX_TOKENS = 512;

const count = z.number().positive().optional();

const modulesSchema = z.array(z.object({ type: z.string(), path: z.string() }));
const poolingConfigSchema = z.looseObject({ pooling_mode: z.string().optional() });
const encoderSchema = z.object({
  model_type: z.string().optional(),
  max_position_embeddings: count,
  _name_or_path: z.string().optional(),
});
const tokenizerConfigSchema = z.object({ model_max_length: count });
const sentenceSchema = z.object({ max_seq_length: z.number().positive().nullish() });
const promptsSchema = z.object({ prompts: z.record(z.string(), z.string()).nullish() });

/** What a model.json may say before the set-up completes it; it has the last word. */
const overrideSchema = z.object({
  id: z.string().min(1).optional(),
  maxTokens: z.number().int().min(2).optional(),
  pooling: poolingSchema.optional(),
  file: z.string().min(1).optional(),
  output: z.string().min(1).optional(),
  prefixes: prefixesSchema.optional(),
  languages: languagesSchema.optional(),
});

/** What a folder says of its model; `pooling` and `output` are undefined where it says nothing. */
export type FolderFacts = {
  id: string;
  file: string;
  maxTokens: number;
  pooling: Pooling | undefined;
  output: string | undefined;
  prefixes: { query: string; passage: string };
  languages: string[] | null;
  /** Whether a layer follows the pooling, which the weights of the encoder alone do not have. */
  hasDense: boolean;
};

const refuse = (why: string) => setupFailed(`This folder cannot serve as a model: ${why}`);

/** A JSON file of the folder; null if there is none. @throws SETUP_FAILED if it is not as expected. */
const readJson = async <T>(modelDir: string, name: string, schema: z.ZodType<T>): Promise<T | null> => {
  const text = await readFile(path.join(modelDir, name), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw refuse(`${name} is not as expected (${(error as Error).message}).`);
  }
};

const POOLINGS: Record<string, Pooling> = { mean: 'mean', cls: 'cls', mean_tokens: 'mean', cls_token: 'cls' };

/** Old versions have a switch for each mode, new ones a name. @throws SETUP_FAILED for other modes. */
const poolingOf = (config: z.infer<typeof poolingConfigSchema>): Pooling => {
  const switches = Object.keys(config)
    .filter((key) => key.startsWith('pooling_mode_') && config[key] === true)
    .map((key) => key.slice('pooling_mode_'.length));
  const modes = config.pooling_mode ? [config.pooling_mode] : switches;
  const [mode] = modes;
  if (modes.length === 1 && mode in POOLINGS) return POOLINGS[mode];
  throw refuse(`its pooling is ${modes.join(' and ') || 'not named'}; only mean and cls are supported.`);
};

const moduleName = ({ type }: { type: string }): string => type.split('.').at(-1) ?? type;

const readModules = async (modelDir: string) => {
  const modules = (await readJson(modelDir, 'modules.json', modulesSchema)) ?? [];
  const pooling = modules.find((one) => moduleName(one) === 'Pooling')?.path ?? '1_Pooling';
  const config = await readJson(modelDir, path.join(pooling, 'config.json'), poolingConfigSchema);
  return {
    pooling: config ? poolingOf(config) : undefined,
    hasDense: modules.some((one) => moduleName(one) === 'Dense'),
  };
};

/** Models of the e5 family are trained with these prefixes, but most of their folders do not say so. */
const E5 = /(^|[-_/])e5([-_]|$)/i;
const E5_PREFIXES = { query: 'query: ', passage: 'passage: ' };

const prefixesOf = (prompts: Record<string, string> | null | undefined, names: readonly string[]) => {
  const query = prompts?.query;
  const passage = prompts?.passage ?? prompts?.document;
  if (query || passage) return { query: query ?? '', passage: passage ?? '' };
  return names.some((name) => E5.test(name)) ? E5_PREFIXES : { query: '', passage: '' };
};

/** RoBERTa and its kin keep two positions for themselves. */
const positionsOf = (encoder: z.infer<typeof encoderSchema> | null): number => {
  const positions = encoder?.max_position_embeddings ?? DEFAULT_MAX_TOKENS;
  return /roberta|camembert|mpnet/.test(encoder?.model_type ?? '') ? positions - 2 : positions;
};

const weightsIn = (modelDir: string): string => {
  const file = WEIGHTS.find((name) => existsSync(path.join(modelDir, name)));
  if (file) return file;
  throw refuse(`it has none of ${WEIGHTS.join(', ')}.`);
};

/**
 * Reads the files of a sentence-transformers model and, if there is one, the folder's model.json.
 *
 * @throws SETUP_FAILED when the folder cannot be used.
 */
export const readFolder = async (modelDir: string): Promise<FolderFacts> => {
  for (const name of TOKENIZER_FILES) {
    if (!existsSync(path.join(modelDir, name))) throw refuse(`it has no ${name}.`);
  }
  const said = (await readJson(modelDir, DESCRIPTION_FILE, overrideSchema)) ?? {};
  const encoder = await readJson(modelDir, 'config.json', encoderSchema);
  const sentence = await readJson(modelDir, 'sentence_bert_config.json', sentenceSchema);
  const tokenizer = await readJson(modelDir, 'tokenizer_config.json', tokenizerConfigSchema);
  const prompts = await readJson(modelDir, 'config_sentence_transformers.json', promptsSchema);
  const { languages } = await cardOf(modelDir);
  const { pooling, hasDense } = said.pooling
    ? { pooling: said.pooling, hasDense: false }
    : await readModules(modelDir);
  const id = said.id ?? path.basename(modelDir);
  const limits = [sentence?.max_seq_length, tokenizer?.model_max_length].filter(
    (limit): limit is number => typeof limit === 'number' && limit <= MAX_TOKENS
  );
  return {
    id,
    file: said.file ?? weightsIn(modelDir),
    maxTokens: said.maxTokens ?? Math.min(limits[0] ?? DEFAULT_MAX_TOKENS, positionsOf(encoder)),
    pooling,
    output: said.output,
    prefixes: said.prefixes ?? prefixesOf(prompts?.prompts, [id, encoder?._name_or_path ?? '']),
    languages: said.languages === undefined ? languages : said.languages,
    hasDense,
  };
};
