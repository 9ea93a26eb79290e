import { IndexRebuildError } from '../../src/plugins/index-rebuild/server/src/domain/errors';
import { emptyTotals } from '../../src/plugins/index-rebuild/server/src/domain/build';
import { tagInputHash, type TagLine } from '../../src/plugins/index-rebuild/server/src/domain/tags';
import {
  WORK_FILES,
  type BuildContext,
  type StagedRecord,
} from '../../src/plugins/index-rebuild/server/src/pipeline/build-context';
import { WINDOW } from '../../src/plugins/index-rebuild/server/src/pipeline/resolve-vectors';
import { tag } from '../../src/plugins/index-rebuild/server/src/pipeline/stages/tag';
import type { TaggableRecord } from '../../src/plugins/index-rebuild/server/src/ports/tagger';

const HASH = 'taxonomy and tagger';

const record = (id: number, tagged: StagedRecord['tagged'] = null): StagedRecord => ({
  uid: 'api::expert.expert',
  documentId: `d${id}`,
  locale: null,
  filterable: {},
  name: null,
  fingerprint: `f${id}`,
  text: `text ${id}`,
  passages: [],
  fields: {},
  tags: [],
  textHash: '',
  tagged,
});

const known = (id: number, inputHash = tagInputHash(HASH, `text ${id}`, [])): StagedRecord =>
  record(id, { inputHash, tags: [{ tag: 'old', score: 1 }] });

/** Runs the stage over these records with a tagger that needs no vectors. */
const run = async (records: StagedRecord[], answer: (records: readonly TaggableRecord[]) => string[]) => {
  const lines: TagLine[] = [];
  const asked: string[][] = [];
  const totals = { ...emptyTotals(), total: records.length, staged: records.length };
  const context = {
    input: { limits: { maxFailedShare: 0.05 } },
    ports: {
      workspace: {
        async *readLines(file: string) {
          if (file === WORK_FILES.snapshot) yield* records;
        },
        writeLines: async () => ({
          write: async (line: TagLine) => void lines.push(line),
          flush: async () => {},
          close: async () => {},
        }),
      },
      tagging: {
        hash: HASH,
        names: new Map(),
        words: new Map([
          ['new', 'New'],
          ['old', 'Old'],
        ]),
        fields: new Map([['api::expert.expert', 'autoTags']]),
        maxTags: 5,
        tagger: {
          id: 'fake',
          needsVectors: false,
          async tag(given: readonly TaggableRecord[]) {
            asked.push(given.map(({ text }) => text));
            const [name] = answer(given);
            return given.map(() => [{ tag: name, score: 0.5 }]);
          },
        },
      },
    },
    state: { totals, tags: new Map(), settled: new Set(), bytes: 0 },
  } as unknown as BuildContext;
  await tag.run(context, () => {}, new AbortController().signal);
  return { lines, asked, totals };
};

const refuse = (code: 'TAGGING_FAILED' | 'STORAGE_FULL') => (): never => {
  throw new IndexRebuildError(code, 'The tagger is away.');
};

describe('the tag stage', () => {
  it('tags only records without tags or with tags of another text or taxonomy', async () => {
    const { lines, asked, totals } = await run([known(1), record(2), known(3, 'another inputHash')], () => [
      'new',
    ]);
    expect(asked).toEqual([['text 2', 'text 3']]);
    expect(totals).toMatchObject({ tagged: 2, untagged: 0, embedded: 0 });
    expect(lines.map(({ tagged, isNew }) => [tagged?.tags[0].tag, isNew])).toEqual([
      ['old', false],
      ['new', true],
      ['new', true],
    ]);
  });

  it('leaves records their tags when the tagger fails', async () => {
    const { lines, totals } = await run([record(1), known(2, 'another inputHash')], refuse('TAGGING_FAILED'));
    expect(totals).toMatchObject({ tagged: 0, untagged: 2, taggingError: 'The tagger is away.' });
    expect(lines.map(({ tagged, isNew }) => [tagged?.inputHash ?? null, isNew])).toEqual([
      [null, false],
      ['another inputHash', false],
    ]);
  });

  it('goes on after a failure, and stops asking after three in a row', async () => {
    const many = Array.from({ length: WINDOW * 6 }, (_, index) => record(index));
    let calls = 0;
    const once = await run(many, () => {
      calls += 1;
      return calls === 2 ? refuse('TAGGING_FAILED')() : ['new'];
    });
    expect(once.totals).toMatchObject({ tagged: WINDOW * 5, untagged: WINDOW });
    const always = await run(many, refuse('TAGGING_FAILED'));
    expect(always.asked).toHaveLength(3);
    expect(always.totals).toMatchObject({ tagged: 0, untagged: many.length });
    expect(always.lines).toHaveLength(many.length);
  });

  it('does not mistake another error for a failure of the tagger', async () => {
    await expect(run([record(1)], refuse('STORAGE_FULL'))).rejects.toMatchObject({ code: 'STORAGE_FULL' });
  });

  it('leaves records of content types alone whose tags have no field', async () => {
    const other = { ...record(2), uid: 'api::page.page' };
    const { lines, asked } = await run([record(1), other], () => ['new']);
    expect(asked).toEqual([['text 1']]);
    expect(lines.map(({ documentId }) => documentId)).toEqual(['d1']);
  });
});
