// @ts-check
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';

import { FIELDS, inventExperts } from '../scripts/experts/index.mjs';
import { TAXONOMY, trueTags } from '../scripts/experts/taxonomy.mjs';
import { ensureBuilt } from '../scripts/build.mjs';
import { fromRoot, modelDir } from '../scripts/setup/paths.mjs';
import { expertSource } from './lib/expert-source.mjs';
import { measuresOf, mean } from './lib/metrics.mjs';
import { round } from './lib/numbers.mjs';
import { buildAndServe } from './lib/searcher.mjs';

/*
 * npm run bench:tags [-- --count N]: how well the local tagger tags invented experts, whose
 * correct tags are known to their generator: by threshold on one half, at the configured threshold on
 * the other. Then what tagging adds to the time of a build, and search with and without the tags.
 */
const { values } = parseArgs({ options: { count: { type: 'string' } } });
const COUNT = Number(values.count ?? 400);
/** A different seed than the demo's. */
const SEED = 7;
const BATCH = 8;
const THRESHOLDS = [0.3, 0.35, 0.38, 0.4, 0.42, 0.44, 0.45, 0.46, 0.48, 0.5, 0.55, 0.6];

await ensureBuilt({ withAdmin: false, log: console.error });
const require = createRequire(import.meta.url);
const server = (/** @type {string} */ file) =>
  require(fromRoot('node_modules/strapi-plugin-index-rebuild/dist/server/src', file));
const { openSentenceModel } = server('adapters/onnx/sentence-model.js');
const { openLocalTagger } = server('adapters/tagging/local-tagger.js');
const { settingsSchema } = server('config/schema.js');
const { passagesOf } = server('domain/passages.js');
const { renderTemplate } = server('domain/source-text.js');
const settings = settingsSchema.parse({ tags: { taxonomy: 'api::tag.tag' } });
const { maxPerRecord, tagger } = settings.tags;
const fields = { 'api::expert.expert': 'autoTags' };
const taxonomy = TAXONOMY.map(({ name, description, synonyms }) => ({
  id: name,
  name,
  description,
  synonyms,
}));

/** @typedef {{ truth: string[], scores: { tag: string, score: number }[] }} Labelled */

/** @param {readonly Labelled[]} sample @param {number} threshold */
const measure = (sample, threshold) => {
  let right = 0;
  let given = 0;
  let wanted = 0;
  for (const { truth, scores } of sample) {
    const tags = scores.filter(({ score }) => score >= threshold).slice(0, maxPerRecord);
    given += tags.length;
    wanted += truth.length;
    right += tags.filter(({ tag }) => truth.includes(tag)).length;
  }
  const [precision, recall] = [right / (given || 1), right / wanted];
  const f1 = (2 * precision * recall) / (precision + recall || 1);
  return {
    precision: round(precision, 3),
    recall: round(recall, 3),
    f1: round(f1, 3),
    tagsARecord: round(given / sample.length),
  };
};

/** Tags the experts as the builder does. @param {any} embedder @param {readonly any[]} experts @returns {Promise<{ sample: Labelled[], cpuSeconds: number }>} */
const label = async (embedder, experts) => {
  const all = openLocalTagger(embedder, { taxonomy, threshold: 0, batchSize: BATCH });
  const { template, passages } = expertSource();
  const sample = [];
  let cpu = 0;
  for (const expert of experts) {
    const parts = passagesOf(passages, expert);
    const text = renderTemplate(template, expert);
    const texts = [text, ...parts.map((/** @type {any} */ { embedded }) => embedded)];
    const vectors = new Float32Array(texts.length * embedder.info.dimensions);
    for (let at = 0; at < texts.length; at += BATCH) {
      vectors.set(await embedder.embed(texts.slice(at, at + BATCH)), at * embedder.info.dimensions);
    }
    const before = process.cpuUsage();
    const [scores] = await all.tag([
      { text, passages: parts.map((/** @type {any} */ part) => part.text), vectors },
    ]);
    cpu += process.cpuUsage(before).user;
    sample.push({ truth: trueTags(expert, FIELDS), scores });
  }
  return { sample, cpuSeconds: round(cpu / 1e6) };
};

/** The questions of each field, in words that its experts need not use. @param {readonly any[]} experts @param {object | null} tags */
const search = async (experts, tags) => {
  const { searcher, close, seconds } = await buildAndServe(experts, { tags });
  /** @type {Record<string, number>} */
  const found = {};
  for (const mode of /** @type {const} */ (['lexical', 'hybrid'])) {
    const measures = [];
    for (const { id, needs } of FIELDS) {
      const relevant = experts.filter((expert) => expert.field === id).map(({ key }) => key);
      for (const text of relevant.length > 0 ? needs : []) {
        const { hits } = await searcher.search({ wanted: { text }, mode, k: 10 });
        measures.push(
          measuresOf(
            hits.map((/** @type {any} */ hit) => hit.documentId),
            relevant
          ).ndcg
        );
      }
    }
    found[`${mode}Ndcg`] = round(mean(measures), 4);
  }
  await close();
  return { seconds: round(seconds, 1), ...found };
};

const embedder = await openSentenceModel(modelDir, 2);
const experts = inventExperts(COUNT, { seed: SEED });
for (const editorsTags of ['left out', 'in the text']) {
  const texts = editorsTags === 'left out' ? experts.map((expert) => ({ ...expert, tags: [] })) : experts;
  const { sample, cpuSeconds } = await label(embedder, texts);
  const half = Math.floor(sample.length / 2);
  for (const threshold of THRESHOLDS) {
    console.log(
      JSON.stringify({
        bench: 'tags, choosing half',
        editorsTags,
        threshold,
        ...measure(sample.slice(0, half), threshold),
      })
    );
  }
  const { threshold } = tagger;
  console.log(
    JSON.stringify({
      bench: 'tags',
      editorsTags,
      experts: sample.length - half,
      taxonomy: taxonomy.length,
      threshold,
      ...measure(sample.slice(half), threshold),
    })
  );
  console.log(
    JSON.stringify({ bench: 'time of tagging, vectors given', experts: sample.length, cpuSeconds })
  );
}
await embedder.close();

const untagged = inventExperts(500, { seed: SEED }).map((expert) => ({ ...expert, tags: [] }));
for (const tags of [null, { taxonomy, fields, maxPerRecord, tagger }]) {
  console.log(
    JSON.stringify({
      bench: 'search',
      experts: untagged.length,
      tagged: tags !== null,
      ...(await search(untagged, tags)),
    })
  );
}
