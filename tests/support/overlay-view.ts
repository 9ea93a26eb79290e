import type {
  DriftItem,
  OverlayState,
  OverlayStatus,
  RecordState,
} from '../../src/plugins/index-rebuild/shared/contracts';
import type { TestApp } from './test-app';
import { until } from './until';

/** Only records that have these words, as they are spelt, are found. */
const EXACT = '&mode=lexical&spelling=exact&pagination[pageSize]=100';

/** Whether a record is found as it is now, else what it waits for. Undefined of one that does not differ. */
const wordFor = (state: OverlayState | undefined): string | undefined => {
  if (!state) return undefined;
  return state.searchableSince === null ? (state.waitsFor ?? 'nothing') : 'found';
};

/** What visitors find, and what administrators read of records that differ from the index. */
export class OverlayView {
  constructor(
    private readonly app: TestApp,
    private readonly uid = 'api::expert.expert'
  ) {}

  /** The documents that a search gives, sorted: by its words alone unless the parameters say otherwise. */
  async search(words: string, parameters = ''): Promise<string[]> {
    const { status, body } = await this.app.search(
      words,
      `${parameters.includes('mode=') ? '' : EXACT}${parameters}`
    );
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body.data.map(({ documentId }) => documentId).sort();
  }

  /** Waits until these documents and no others are found. */
  async finds(words: string, documentIds: readonly string[], parameters = ''): Promise<void> {
    const expected = [...documentIds].sort().join();
    await until(
      `"${words}" to find ${expected}`,
      async () => (await this.search(words, parameters)).join() === expected
    );
  }

  async status(): Promise<OverlayStatus | null> {
    return (await this.app.status()).overlay;
  }

  /** Waits for so many searchable records, and none that waits but those that are named. */
  async holds(records: number, waits: Partial<OverlayStatus['waiting']> = {}): Promise<void> {
    const none = { pending: 0, limit: 0, spec: 0, embedder: 0, refused: 0 };
    const expected = JSON.stringify({ records, ...none, ...waits });
    let state: OverlayStatus | null = null;
    await until(`the overlay to be ${expected}`, async () => {
      state = await this.status();
      return state && JSON.stringify({ records: state.records, ...none, ...state.waiting }) === expected;
    }).catch((error: Error) => {
      throw new Error(`${error.message}; it is ${JSON.stringify(state)}`);
    });
  }

  async items(): Promise<DriftItem[]> {
    return (await this.app.driftList()).data;
  }

  async recordState(documentId: string, locale = 'en'): Promise<RecordState> {
    const path = `/index-rebuild/drift/records/${documentId}?uid=${this.uid}&locale=${locale}`;
    return (await this.app.request<{ data: RecordState }>('GET', path)).body.data;
  }

  /** Waits until the list of differences and the record's own state both say this. */
  async says(documentId: string, what: OverlayState['waitsFor'] | 'found' | 'nothing'): Promise<void> {
    await until(`both to say "${what}" of ${documentId}`, async () => {
      const item = (await this.items()).find((one) => one.documentId === documentId);
      return wordFor(item) === what && wordFor(await this.recordState(documentId)) === what;
    });
  }

  /** Compares every record, as the button does. */
  async check(): Promise<void> {
    const { status, body } = await this.app.request('POST', '/index-rebuild/drift/check');
    if (status !== 200) throw new Error(JSON.stringify(body));
  }
}
