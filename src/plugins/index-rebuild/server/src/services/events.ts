import type { Log } from '../ports/log';

/** What the plugin emits on `strapi.eventHub`; webhooks can subscribe to each. docs/operations.md lists their data. */
export const EVENTS = {
  runStarted: 'index-rebuild.run.started',
  runCancelRequested: 'index-rebuild.run.cancel-requested',
  runCompleted: 'index-rebuild.run.completed',
  runFailed: 'index-rebuild.run.failed',
  runCancelled: 'index-rebuild.run.cancelled',
  runInterrupted: 'index-rebuild.run.interrupted',
  searcherDown: 'index-rebuild.searcher.down',
  driftLevel: 'index-rebuild.drift.level',
  settingsChange: 'index-rebuild.settings.change',
} as const;

export type EventName = (typeof EVENTS)[keyof typeof EVENTS];

/** Names as Strapi keeps the events that webhooks may subscribe to. */
export const WEBHOOK_EVENTS = Object.fromEntries(
  Object.values(EVENTS).map((event) => [event.toUpperCase().replaceAll(/[.-]/g, '_'), event])
);

export type EventPorts = { log: Pick<Log, 'warn'>; emit(event: string, data: object): Promise<void> };

/** Tells others, and never throws: a listener's failure is not the work's. */
export type Announce = (event: EventName, data: object) => void;

export const createAnnounce =
  ({ log, emit }: EventPorts): Announce =>
  (event, data) =>
    void emit(event, data).catch((error: Error) =>
      log.warn(`[index-rebuild] the event ${event} failed: ${error.message}`)
    );
