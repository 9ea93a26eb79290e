import type { RunNeeds } from '../../domain/estimate';
import type { BuildJob } from '../../ports/builder';
import type { RunInput } from '../../pipeline/run-context';
import type { TagJob } from '../../ports/tagger';
import type { RunsPorts } from './ports';

type Ports = Pick<
  RunsPorts,
  'settings' | 'catalog' | 'generations' | 'backend' | 'tags' | 'currentSpec' | 'openTaggedPages'
>;

/** How a builder is to tag; null where tagging is not configured. */
const tagJobOf = async ({ settings, tags }: Ports): Promise<TagJob | null> => {
  if (!settings.tags || !tags) return null;
  const { field, maxPerRecord, tagger } = settings.tags;
  return { taxonomy: await tags.taxonomy(), field, maxPerRecord, tagger };
};

/** What may have vectors to use again: the live generation first, then everything else that is kept. */
const reusable = async ({ backend }: Ports, live: string | null): Promise<string[]> => {
  const others = (await backend.list()).map(({ id }) => id).filter((id) => id !== live);
  return live === null ? others : [live, ...others];
};

/** What the builder is asked to do. @throws EMBEDDER_UNAVAILABLE */
export const jobFor = async (
  ports: Ports,
  { kind, lease, generation, allowShrink }: RunInput
): Promise<BuildJob> => {
  const { settings, catalog, generations } = ports;
  const { minShare, maxFailedShare } = settings.guards;
  const { liveGeneration } = await catalog.read();
  const live = liveGeneration === null ? null : await generations.find(liveGeneration);
  return {
    kind: kind === 'tag' ? 'tag' : 'rebuild',
    run: lease.holder,
    generation,
    reuseFrom: await reusable(ports, liveGeneration),
    spec: await ports.currentSpec(),
    limits: {
      // A tag run changes no index.
      shrink: { liveRecords: live?.records ?? null, minShare, allowed: allowShrink || kind === 'tag' },
      maxFailedShare,
      maxTextLength: settings.source.maxTextLength,
    },
    tags: await tagJobOf(ports),
  };
};

/** What a run is going to take of this machine. */
export const needsOf = async (
  { settings, openTaggedPages }: Ports,
  { spec }: BuildJob
): Promise<RunNeeds> => ({
  records: await openTaggedPages().count(),
  dimensions: spec.dimensions,
  // A provider has its model in its own memory.
  threads: settings.embedder.kind === 'local' ? settings.builder.threads : 0,
});
