import { documentKey, type DocumentRef } from '../../src/plugins/index-rebuild/server/src/domain/record';
import type { Suggested } from '../../src/plugins/index-rebuild/server/src/domain/suggestions';
import { findSuggestions } from '../../src/plugins/index-rebuild/server/src/services/search/suggest';

const UID = 'api::expert.expert';

const refOf = (at: number) => ({ uid: UID, documentId: `d${at}`, locale: 'en' });

const name = (at: number): Suggested => ({
  ...{ kind: 'name', text: `Person ${at}`, slipped: false },
  records: [refOf(at)],
});

const phrase = (text: string, ...holders: number[]): Suggested => ({
  ...{ kind: 'phrase', text, slipped: false },
  records: holders.map(refOf),
});

type Values = Record<string, unknown>;

/** What a caller sees who asks for `limit`: documents by number, and null for those that are not published. */
const ask = async (suggestions: Suggested[], documents: Record<number, Values | null>, limit = 3) => {
  const asked: number[] = [];
  const records = {
    async hydrate(refs: readonly DocumentRef[]) {
      asked.push(refs.length);
      const found = refs.filter(({ documentId }) => documents[Number(documentId.slice(1))] !== null);
      return new Map(found.map((ref) => [documentKey(ref), { documentId: ref.documentId }]));
    },
    sanitize: async (_: string, found: readonly { documentId: string }[]) => [...found],
  };
  const shownValues = {
    query: () => ({}),
    values: (_: string, { documentId }: Record<string, unknown>) => {
      const at = Number(String(documentId).slice(1));
      return documents[at] ?? { name: `Person ${at}` };
    },
  };
  const data = await findSuggestions(
    { suggest: async () => ({ suggestions }) } as never,
    {
      records,
      shownValues,
      sources: [{ uid: UID, displayName: 'name', template: '{name}\n{bio}' }],
    } as never,
    {
      ...{ text: 'p', limit, deadline: Infinity, auth: null },
      scope: { types: [{ uid: UID, locale: 'en' }], deadline: Infinity },
    }
  );
  return { texts: data.map(({ text }) => text), data, asked };
};

const NAMES = Array.from({ length: 20 }, (_, at) => name(at));

describe('suggestions for a caller', () => {
  it('are read in one query, not many more than are shown', async () => {
    const { texts, asked } = await ask(NAMES, {});
    expect(texts).toEqual(['Person 0', 'Person 1', 'Person 2']);
    expect(asked).toEqual([7]);
  });

  it('fill the page with others when many are not published any more', async () => {
    const gone = Object.fromEntries(Array.from({ length: 6 }, (_, at) => [at, null]));
    expect((await ask(NAMES, gone)).texts).toEqual(['Person 6', 'Person 7', 'Person 8']);
  });

  it('have no name that has been changed, or that this caller does not see', async () => {
    const { texts } = await ask(NAMES.slice(0, 3), { 0: { name: 'Somebody else' }, 1: { name: null } });
    expect(texts).toEqual(['Person 2']);
  });

  it('have a phrase as long as one of its records shows it', async () => {
    const bio = 'Coral reefs.';
    const shown = [phrase('coral reefs', 0, 1)];
    expect((await ask(shown, { 0: null, 1: { bio } })).texts).toEqual(['coral reefs']);
    expect((await ask(shown, { 0: null, 1: { bio: null } })).texts).toEqual([]);
  });

  it('name the record of a name, and of nothing else', async () => {
    const { data } = await ask([name(4), phrase('person', 4)], { 4: { name: 'Person 4', bio: 'a person' } });
    expect(data).toEqual([
      { text: 'Person 4', kind: 'name', contentType: UID, documentId: 'd4' },
      { text: 'person', kind: 'phrase' },
    ]);
  });
});
