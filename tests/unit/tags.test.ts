import { openLocalTagger } from '../../src/plugins/index-rebuild/server/src/adapters/tagging/local-tagger';
import { readCommand } from '../../src/plugins/index-rebuild/server/src/cli/arguments';
import { contains, tagScore, nearness } from '../../src/plugins/index-rebuild/server/src/domain/tag-score';
import {
  bestTags,
  readSynonyms,
  taggingHash,
  tagInputHash,
} from '../../src/plugins/index-rebuild/server/src/domain/tags';
import type { Embedder } from '../../src/plugins/index-rebuild/server/src/ports/embedder';
import { FIELDS, inventExperts } from '../../scripts/experts/index.mjs';
import { TAXONOMY, trueTags } from '../../scripts/experts/taxonomy.mjs';

const unit = (...values: number[]): number[] => {
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
};

describe('when a record is tagged again', () => {
  const taxonomy = [{ id: 'a', name: 'A', description: null, synonyms: [] }];
  const hash = taggingHash('local', taxonomy, 5);

  it('is whenever its text, its passages, the taxonomy, the tagger or the number of tags changes', () => {
    const inputHash = tagInputHash(hash, 'text', ['one']);
    expect(tagInputHash(taggingHash('local', taxonomy, 5), 'text', ['one'])).toBe(inputHash);
    const other = { ...taxonomy[0], synonyms: ['B'] };
    const inputHashes = [
      tagInputHash(hash, 'text.', ['one']),
      tagInputHash(hash, 'text', ['one', 'two']),
      tagInputHash(taggingHash('local', [other], 5), 'text', ['one']),
      tagInputHash(taggingHash('another', taxonomy, 5), 'text', ['one']),
      tagInputHash(taggingHash('local', taxonomy, 6), 'text', ['one']),
    ];
    expect(new Set([...inputHashes, inputHash]).size).toBe(inputHashes.length + 1);
  });
});

describe('the tags of a record', () => {
  it('are the best ones of the taxonomy, each once', () => {
    const scores = [
      { tag: 'b', score: 0.5 },
      { tag: 'a', score: 0.9 },
      { tag: 'invented', score: 1 },
      { tag: 'a', score: 0.4 },
      { tag: 'c', score: 0.6 },
    ];
    expect(bestTags(scores, new Set(['a', 'b', 'c']), 2)).toEqual([
      { tag: 'a', score: 0.9 },
      { tag: 'c', score: 0.6 },
    ]);
  });

  it.each([
    ['a list', ['reef', ' corals ', '', 7, 'reef'], ['reef', 'corals']],
    ['text with commas and lines', 'reef, corals\nsea life;reef', ['reef', 'corals', 'sea life']],
    ['nothing', null, []],
  ])('know synonyms from %s', (_, value, synonyms) => {
    expect(readSynonyms(value)).toEqual(synonyms);
  });
});

describe('the score of a tag', () => {
  it('is how near the whole text and the nearest passage are', () => {
    const tag = new Float32Array([1, 0]);
    const rows = new Float32Array([...unit(1, 1), ...unit(0, 1), ...unit(1, 0)]);
    expect(nearness(tag, rows)).toBeCloseTo((Math.SQRT1_2 + 1) / 2);
    expect(nearness(tag, rows.subarray(0, 2))).toBeCloseTo(Math.SQRT1_2);
  });

  it('grows with shared words, but never beyond 1', () => {
    expect(tagScore(0.4, true)).toBeGreaterThan(tagScore(0.4, false));
    expect(tagScore(0.99, true)).toBe(1);
  });

  it('counts a phrase only when its words are adjacent', () => {
    const text = ['heart', 'rate', 'heart', 'surgeon'];
    expect(contains(text, ['heart', 'surgeon'])).toBe(true);
    expect(contains(text, ['rate', 'surgeon'])).toBe(false);
    expect(contains(text, [])).toBe(false);
  });
});

describe('the local tagger', () => {
  const VECTORS: Record<string, number[]> = { sea: unit(1, 0.1), law: unit(0.1, 1) };
  let asked = 0;
  /** A text is as near to a tag as the words that it starts with say. */
  const embedder: Embedder = {
    info: { model: 'm', modelHash: 'h', dimensions: 2, languages: null },
    async embed(texts) {
      asked += 1;
      return new Float32Array(texts.flatMap((text) => VECTORS[text.slice(0, 3).toLowerCase()]));
    },
    async close() {},
  };
  const taxonomy = [
    { id: '1', name: 'Sea', description: 'Water', synonyms: ['ocean'] },
    { id: '2', name: 'Law', description: null, synonyms: ['courts'] },
  ];
  const open = (threshold: number) => openLocalTagger(embedder, { taxonomy, threshold, batchSize: 8 });

  it('gives the tags above the threshold, best first, and a shared word lifts one over it', async () => {
    const record = { text: 'About the oceans.', passages: [], vectors: new Float32Array(unit(1, 0.1)) };
    const inCourt = { ...record, text: 'The oceans before the court.' };
    const tags = await open(0.3).tag([record, inCourt]);
    expect(tags.map((found) => found.map(({ tag }) => tag))).toEqual([['1'], ['1', '2']]);
  });

  it('embeds the taxonomy once, and not before it is needed', async () => {
    asked = 0;
    const tagger = open(0.3);
    expect(asked).toBe(0);
    const record = { text: '', passages: [], vectors: new Float32Array(unit(1, 1)) };
    await tagger.tag([record]);
    await tagger.tag([record]);
    expect(asked).toBe(1);
  });

  it('reports a taxonomy that cannot be embedded, and tries again the next time', async () => {
    let broken = true;
    const flaky: Embedder = {
      ...embedder,
      embed: (texts) => (broken ? Promise.reject(new Error('no memory')) : embedder.embed(texts)),
    };
    const tagger = openLocalTagger(flaky, { taxonomy, threshold: 0.3, batchSize: 8 });
    const record = { text: '', passages: [], vectors: new Float32Array(unit(1, 0.1)) };
    await expect(tagger.tag([record])).rejects.toMatchObject({ code: 'TAGGING_FAILED' });
    broken = false;
    expect(await tagger.tag([record])).toHaveLength(1);
  });

  it('has another identity with another threshold', () => {
    expect(open(0.3).id).not.toBe(open(0.4).id);
  });
});

describe('the command line', () => {
  it('tags here or in the background', () => {
    expect(readCommand(['tag', '--wait'])).toEqual({ name: 'tag', wait: true, json: false });
    expect(readCommand(['tag'])).toMatchObject({ wait: false });
    expect(() => readCommand(['tag', '--allow-shrink'])).toThrow('"tag" does not take --allow-shrink');
  });
});

describe('the taxonomy of the demo', () => {
  it('has different names, says what each tag is, and covers every field', () => {
    expect(TAXONOMY.length).toBeGreaterThanOrEqual(60);
    expect(new Set(TAXONOMY.map(({ name }) => name.toLowerCase())).size).toBe(TAXONOMY.length);
    for (const { name, description, synonyms } of TAXONOMY) {
      expect(`${name}: ${description}`).toMatch(/^\S.*: \S.{8,}/);
      expect(new Set([name.toLowerCase(), ...synonyms.map((word) => word.toLowerCase())]).size).toBe(
        synonyms.length + 1
      );
    }
    expect(FIELDS.filter(({ id }) => !TAXONOMY.some(({ fits }) => fits.includes(id)))).toEqual([]);
  });

  it('matches by facts that experts can have', () => {
    const facts = FIELDS.flatMap(({ id, topics, titles }) => [
      id,
      ...topics.map(([, , name]) => `${id}/${name}`),
      ...titles.map((title) => `title:${title}`),
    ]);
    expect(TAXONOMY.flatMap(({ fits }) => fits).filter((fact) => !facts.includes(fact))).toEqual([]);
  });

  it('gives every invented expert one tag or more', () => {
    for (const expert of inventExperts(200)) expect(trueTags(expert, FIELDS)).not.toEqual([]);
  });
});
