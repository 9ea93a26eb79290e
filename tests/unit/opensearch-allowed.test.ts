import { withinQuery } from '../../src/plugins/index-rebuild/server/src/backends/opensearch/searcher/allowed';
import type { RecordFilter } from '../../src/plugins/index-rebuild/server/src/domain/filter';
import { UID } from './support/samples';

const pathOf = (field: string, type: string): string => `values.${field}_${type}`;
const filter: RecordFilter = { kind: 'in', field: 'place', values: ['Graz'] };

describe('what a request allows, as a query', () => {
  it('is everything without a limit', () => {
    expect(withinQuery(undefined, pathOf)).toBeNull();
  });

  it('is nothing for an empty list', () => {
    expect(withinQuery([], pathOf)).toEqual({ match_none: {} });
  });

  it('decides about records that have changed by what they are now', () => {
    const changed = { rids: ['a', 'b', 'c'], passing: () => ['b'] };
    const query = JSON.stringify(withinQuery([{ uid: UID, filter }], pathOf, changed));
    expect(query).toContain('"must_not":[{"terms":{"rid":["a","b","c"]}}]');
    expect(query).toContain('{"terms":{"rid":["b"]}}');
  });

  it('refuses lists that a cluster would not take, and says what to do', () => {
    const only = Array.from({ length: 50_001 }, (_, number) => `d${number}`);
    expect(withinQuery([{ uid: UID, only: only.slice(1) }], pathOf)).not.toBeNull();
    expect(() => withinQuery([{ uid: UID, only }], pathOf)).toThrow(/50001 records.*sources\[\]\.filterable/);
  });
});
