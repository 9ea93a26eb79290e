import { tagFields, textRules } from '../../config/sources';
import { expectedRows, isSplitBy, type Measured, type RunNeeds } from '../../domain/estimate';
import { IndexRebuildError } from '../../domain/errors';
import { passagesOf } from '../../domain/passages';
import { isOutage } from '../../domain/recovery';
import type { BuildJob } from '../../ports/builder';
import type { RunInput } from '../../pipeline/run-context';
import type { TagJob } from '../../ports/tagger';
import type { RunsPorts } from './ports';

type Ports = Pick<
  RunsPorts,
  'settings' | 'catalog' | 'generations' | 'backend' | 'tags' | 'currentSpec' | 'openTaggedPages'
>;

/** How a builder tags; null when tagging is not configured. */
const tagJobOf = async ({ settings, tags }: Ports): Promise<TagJob | null> => {
  if (!settings.tags || !tags) return null;
  const { maxPerRecord, tagger } = settings.tags;
  return { taxonomy: await tags.taxonomy(), fields: tagFields(settings.sources), maxPerRecord, tagger };
};

/** Where vectors may be reused from: the live generation first, then everything else that is kept. */
const reusable = async ({ backend }: Ports, live: string | null): Promise<string[]> => {
  const others = (await backend.list()).map(({ id }) => id).filter((id) => id !== live);
  return live === null ? others : [live, ...others];
};

/** The builder's job. @throws EMBEDDER_UNAVAILABLE */
export const jobFor = async (
  ports: Ports,
  { kind, lease, generation, allowShrink }: RunInput,
  hasNewTexts: () => Promise<boolean>
): Promise<BuildJob> => {
  const { settings, catalog, generations } = ports;
  const { minShare, maxFailedShare } = settings.guards;
  const { liveGeneration } = await catalog.read();
  const live = liveGeneration === null ? null : await generations.find(liveGeneration);
  // Without its files, everything is embedded again.
  if (live !== null) await ports.backend.bring(live.name).catch(() => {});
  return {
    kind: kind === 'tag' ? 'tag' : 'rebuild',
    run: lease.holder,
    generation,
    reuseFrom: await reusable(ports, liveGeneration),
    expectsNew: kind === 'rebuild' && (live === null || (await hasNewTexts())),
    spec: await ports.currentSpec(),
    limits: {
      // A tag run changes no index.
      shrink: { liveRecords: live?.records ?? null, minShare, allowed: allowShrink || kind === 'tag' },
      maxFailedShare,
      ...textRules(settings),
    },
    tags: await tagJobOf(ports),
  };
};

/** Records from which the rows of a first index are estimated. */
const SAMPLE = 200;

/** What the live generation holds; null when none can be read. */
const measuredLive = async ({ catalog, backend }: Ports): Promise<Measured | null> => {
  const { liveGeneration } = await catalog.read();
  if (liveGeneration === null) return null;
  const summary = await backend.readSummary(liveGeneration).catch((error: unknown) => {
    // Nothing should be built when nobody can say how large the index is.
    if (error instanceof IndexRebuildError && isOutage(error.code)) throw error;
    return null;
  });
  return summary && { ...summary, sources: summary.spec.sources };
};

/** The rows that the first published records will have. */
const measuredSample = async ({ settings, openTaggedPages }: Ports): Promise<Measured> => {
  const { sources } = settings;
  const passagesRule = new Map(sources.map(({ uid, passages }) => [uid, passages]));
  const pages = openTaggedPages();
  const measured = { records: 0, rows: 0, sources };
  while (measured.records < SAMPLE) {
    const page = await pages.next();
    if (page === null) break;
    measured.records += page.length;
    for (const { uid, values } of page) {
      measured.rows += 1 + passagesOf(passagesRule.get(uid) ?? null, values).length;
    }
  }
  return measured;
};

/** What a run will need of this machine. */
export const needsOf = async (ports: Ports, { spec }: BuildJob): Promise<RunNeeds> => {
  const { settings, openTaggedPages } = ports;
  const { sources } = settings;
  const records = await openTaggedPages().count();
  const live = await measuredLive(ports);
  return {
    records,
    rows: expectedRows(records, live && isSplitBy(sources, live) ? live : await measuredSample(ports)),
    dimensions: spec.dimensions,
    // A provider has its model in its own memory.
    threads: settings.embedder.kind === 'local' ? settings.builder.threads : 0,
  };
};
