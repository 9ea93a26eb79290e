import type { DriftRow } from '../../src/plugins/index-rebuild/server/src/ports/drift-store';
import type { Observed } from '../../src/plugins/index-rebuild/server/src/services/drift/observe';
import { rowChanges } from '../../src/plugins/index-rebuild/server/src/services/drift/row-changes';

const EARLIER = new Date('2026-01-01T00:00:00Z');
const NOW = new Date('2026-02-01T00:00:00Z');
const NO_NAMES: ReadonlyMap<string, string> = new Map();

const UID = 'api::expert.expert';
const KEY = `${UID}:one:`;

const observed = (fields: Partial<Observed> = {}): Observed => ({
  uid: UID,
  documentId: 'one',
  locale: null,
  key: KEY,
  name: 'One',
  fingerprint: 'f',
  difference: { kind: 'changed', cause: 'text' },
  problem: null,
  ...fields,
});

const row = (fields: Partial<DriftRow> = {}): DriftRow => ({
  ...{ key: KEY, uid: UID, documentId: 'one', locale: null, name: 'One', fingerprint: 'f' },
  ...{ kind: 'changed', cause: 'text', since: EARLIER, seenAt: EARLIER },
  ...fields,
});

describe('the rows of drift', () => {
  it('gain one for a record that newly differs', () => {
    const { changed, gone } = rowChanges([], [observed()], NO_NAMES, NOW);
    expect(changed).toEqual([row({ since: NOW, seenAt: NOW })]);
    expect(gone).toEqual([]);
  });

  it('stay as they are while a record differs as before', () => {
    expect(rowChanges([row()], [observed()], NO_NAMES, NOW)).toEqual({ changed: [], gone: [] });
  });

  it('keep the time since when it differs, and record when the present difference was first seen', () => {
    const { changed } = rowChanges([row()], [observed({ fingerprint: 'g' })], NO_NAMES, NOW);
    expect(changed).toEqual([row({ fingerprint: 'g', since: EARLIER, seenAt: NOW })]);
  });

  it('adopt a new name without counting it as another difference', () => {
    const { changed } = rowChanges([row()], [observed({ name: 'Uno' })], NO_NAMES, NOW);
    expect(changed).toEqual([row({ name: 'Uno' })]);
  });

  it('remember the name of a document that is gone', () => {
    const removed = observed({
      name: null,
      fingerprint: '',
      difference: { kind: 'removed', cause: 'deleted' },
    });
    const { changed } = rowChanges([], [removed], new Map([[`${UID}:one`, 'One as it was']]), NOW);
    expect(changed[0].name).toBe('One as it was');
    expect(rowChanges([row()], [removed], NO_NAMES, NOW).changed[0].name).toBe('One');
  });

  it('lose those of records that no longer differ', () => {
    const same = observed({ difference: null });
    expect(rowChanges([row()], [same], NO_NAMES, NOW)).toEqual({ changed: [], gone: [KEY] });
  });
});
