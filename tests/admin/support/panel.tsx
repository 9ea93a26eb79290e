import { screen } from '@testing-library/react';

import {
  DriftPanel,
  type PanelProps,
} from '../../../src/plugins/index-rebuild/admin/src/components/drift/DriftPanel';
import type { SearchState } from '../../../src/plugins/index-rebuild/shared/constants';
import { recordStateSchema, type RecordState } from '../../../src/plugins/index-rebuild/shared/contracts';
import type { Answer } from './admin-server';

const UID = 'api::expert.expert';

export const SINCE = '2026-01-31T12:01:05.000Z';

/** What the panel asks for. */
export const RECORD = `GET /index-rebuild/drift/records/doc1?uid=${UID}&locale=en`;

export const panelProps = (changes: Partial<PanelProps> = {}): PanelProps => ({
  model: UID,
  documentId: 'doc1',
  document: { locale: 'en', status: 'draft', updatedAt: SINCE },
  meta: { availableStatus: [] },
  ...changes,
});

/** What lists say of records that are not searchable beside the index. */
const IN_SEARCH: Record<RecordState['state'], SearchState> = {
  none: 'waiting',
  indexed: 'up-to-date',
  changed: 'changed',
  added: 'waiting',
  removed: 'not-published',
  unindexable: 'not-indexed',
  draft: 'not-published',
};

/** The panel as the Content Manager draws it. */
export const DrawnPanel = (given: PanelProps) => {
  const panel = DriftPanel(given);
  return panel && <section aria-label={panel.title}>{panel.content}</section>;
};

export const panel = (): HTMLElement => screen.getByRole('region', { name: 'Search index' });

/** The server's answer about a record. */
export const recordState = (changes: Partial<RecordState>): Answer => ({
  status: 200,
  body: {
    data: recordStateSchema.parse({
      state: 'indexed',
      inSearch: IN_SEARCH[changes.state ?? 'indexed'],
      cause: null,
      since: null,
      problem: null,
      searchableSince: null,
      waitsFor: null,
      ...changes,
    }),
  },
});
