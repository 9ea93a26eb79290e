import { expertSource as benchSource, WITHOUT_PASSAGES as BENCH } from '../../bench/lib/expert-source.mjs';
import plugins from '../../config/plugins';
import { sourceSchema } from '../../src/plugins/index-rebuild/server/src/config/source-schema';
import { expertSource, WITHOUT_PASSAGES } from '../support/expert-source';

/** An environment in which nothing is set. */
const env = Object.assign((_: string, unset: unknown) => unset, {
  int: (_: string, unset: unknown) => unset,
  json: (_: string, unset: unknown) => unset,
});

const [applied] = plugins({ env } as never)['index-rebuild'].config.sources;
const application = sourceSchema.parse(applied);
const wholes = { ...application, passages: { ...application.passages, maxPerRecord: 0 } };

/* Settings replace the whole list of sources, so tests and benches repeat the application's. */
describe("the application's source", () => {
  it('is that of the tests', () => {
    expect(sourceSchema.parse(expertSource())).toEqual(application);
    expect(WITHOUT_PASSAGES.sources.map((source) => sourceSchema.parse(source))).toEqual([wholes]);
  });

  it('is that of the benches, which have no tags', () => {
    const { uid, template, displayName, filterable, passages } = application;
    expect(benchSource()).toEqual({ uid, template, displayName, filterable, passages });
    expect(BENCH.sources.map((source) => sourceSchema.parse(source))).toEqual([
      { ...wholes, tagField: null },
    ]);
  });
});
