import { upToDate } from '../../src/plugins/index-rebuild/server/src/services/search/scopes';
import type { TypeScope } from '../../src/plugins/index-rebuild/server/src/services/search/records';
import type { Freshness } from '../../src/plugins/index-rebuild/server/src/services/drift/fresh-values';

const UID = 'api::expert.expert';
const COUNTED: TypeScope = { uid: UID, locale: 'en', facets: ['location'] };
const PLAIN: TypeScope = { uid: 'api::page.page', locale: undefined };

describe('what the database is asked while a searcher does not have the values of now', () => {
  const scopesWith = (freshness: Freshness, scopes: readonly TypeScope[]) => {
    const bring = jest.fn(() => freshness);
    const parts = { freshValues: { bring }, types: [], records: {} };
    return { bring, scopes: upToDate(parts as never, {} as never, scopes) };
  };

  it('is nothing more where only the latest edits are unknown', () => {
    expect(scopesWith('behind', [COUNTED, PLAIN]).scopes).toEqual([COUNTED, PLAIN]);
  });

  it('is which records are published where values are counted and nothing is known', () => {
    const filtered = { ...COUNTED, filters: { location: 'Lima' } };
    expect(scopesWith('unknown', [COUNTED, PLAIN, filtered]).scopes).toEqual([
      { ...COUNTED, filters: {} },
      PLAIN,
      filtered,
    ]);
  });

  it('is nothing at all where nothing is filtered or counted', () => {
    const { bring, scopes } = scopesWith('unknown', [PLAIN]);
    expect(scopes).toEqual([PLAIN]);
    expect(bring).not.toHaveBeenCalled();
  });
});
