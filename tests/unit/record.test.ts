import {
  documentKey,
  documentOf,
  recordKey,
  recordOf,
} from '../../src/plugins/index-rebuild/server/src/domain/record';

const UID = 'api::article.article';

describe('the key of a record', () => {
  it.each([
    [{ uid: UID, documentId: 'a1', locale: 'en' }, 'api::article.article:a1:en'],
    [{ uid: UID, documentId: 'a1', locale: 'pt-BR' }, 'api::article.article:a1:pt-BR'],
    [{ uid: 'plugin::blog.post', documentId: 'a1', locale: null }, 'plugin::blog.post:a1:'],
  ])('of %j is %s, and back', (record, key) => {
    expect(recordKey(record)).toBe(key);
    expect(recordOf(key)).toEqual(record);
    const { uid, documentId } = record;
    expect(documentOf(documentKey(record))).toEqual({ uid, documentId });
  });
});
