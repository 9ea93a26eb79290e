import { createEitherBackend } from '../../src/plugins/index-rebuild/server/src/backends/either';
import { IndexRebuildError } from '../../src/plugins/index-rebuild/server/src/domain/errors';
import type { SearchBackend } from '../../src/plugins/index-rebuild/server/src/ports/search-backend';

const away = (): Promise<never> => Promise.reject(new IndexRebuildError('SEARCH_CLUSTER_UNAVAILABLE', ''));

/** A backend with these generations; what is asked of one of them is written down. */
const aBackend = (name: string, generations: readonly string[], asked: string[]) =>
  ({
    holds: async (id: string) => generations.includes(id),
    open: async (id: string) => void asked.push(`${name} opens ${id}`),
    openVectorCache: async (ids: readonly string[]) => {
      asked.push(`${name} reads ${ids.join(' ')}`);
      return { formerForms: [] };
    },
    list: away,
  }) as unknown as SearchBackend;

describe('two kinds of index at once', () => {
  const open = (changes: Partial<SearchBackend> = {}) => {
    const asked: string[] = [];
    const present = { ...aBackend('present', ['new'], asked), ...changes };
    return { asked, either: createEitherBackend(present, aBackend('former', ['old'], asked)) };
  };

  it('has what either of them has', async () => {
    const { either } = open();
    expect(await Promise.all(['new', 'old', 'none'].map((id) => either.holds(id)))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('opens a generation where it is, and a missing one where it would be reported', async () => {
    const { either, asked } = open();
    for (const id of ['old', 'new', 'none']) await either.open(id, { beside: false });
    expect(asked).toEqual(['former opens old', 'present opens new', 'present opens none']);
  });

  it('reads the vectors of each generation where it is, of partial builds where everything is built', async () => {
    const { either, asked } = open();
    await either.openVectorCache(['new', 'old', 'partial'], {} as never);
    expect(asked).toEqual(['present reads new partial', 'former reads old']);
  });

  it('knows and opens what is on the disk while the cluster is away, and says so of the rest', async () => {
    const { either, asked } = open({ holds: away });
    expect(await either.holds('old')).toBe(true);
    await either.open('old', { beside: false });
    expect(asked).toEqual(['former opens old']);
    await expect(either.holds('new')).rejects.toMatchObject({ code: 'SEARCH_CLUSTER_UNAVAILABLE' });
  });
});
