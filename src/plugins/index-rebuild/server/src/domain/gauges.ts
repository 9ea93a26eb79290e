type Described = { help: string; label?: string };

/** What monitoring reads at a moment: every gauge by its name without prefix, with its label if it has one. */
export const GAUGES = {
  ready: { help: '1 when this process can answer searches, else 0.' },
  generation_is_current: { help: '1 when this process answers from the generation that is live, else 0.' },
  live_generation: { help: '1 for the generation that this process answers from.', label: 'generation' },
  live_generation_records: { help: 'Records in the generation that is live.' },
  live_generation_timestamp_seconds: { help: 'When the generation that is live was built, in Unix time.' },
  searches_waiting: { help: 'Searches in progress in this process.' },
  drift_records: { help: 'Published records that differ from the live generation.', label: 'kind' },
  drift_level: { help: 'Level of drift: 0 none, 1 notice, 2 warning.' },
  overlay_records: { help: 'Records that this process searches beside the live generation.' },
  overlay_waiting_records: {
    help: 'Records that are not searchable yet, by what they wait for.',
    label: 'reason',
  },
  run_active: { help: '1 while a run is active anywhere in the cluster, else 0.' },
  run_active_seconds: { help: 'How long the active run has been holding the lease.' },
  storage_used_bytes: { help: 'Bytes of the generations that are kept.' },
  storage_free_bytes: { help: 'Bytes that are free where generations are kept.' },
} as const satisfies Record<string, Described>;

export type GaugeName = keyof typeof GAUGES;

/** Values by name; a gauge with a label has one for each of its values. What is not known is left out. */
export type Gauges = Partial<Record<GaugeName, number | Record<string, number>>>;
