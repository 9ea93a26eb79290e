import { FILES, manifestSchema } from '../../src/plugins/index-rebuild/server/src/domain/manifest';
import { aSource, anIndexSpec, manifestJson, UID } from './support/samples';

const SHA = 'a'.repeat(64);
const record = {
  ...{ uid: UID, documentId: 'one', locale: null },
  ...{ fingerprint: 'f', rows: 1, checksum: '0123456789abcdef' },
};

describe('a manifest', () => {
  it('names its files with their sizes and checksums', () => {
    const files = { [FILES.index]: { bytes: 0, sha256: SHA }, [FILES.vectors]: { bytes: 32, sha256: SHA } };
    expect(manifestSchema.parse(manifestJson({ files })).files).toEqual(files);
  });

  it.each<[string, object]>([
    ['of a later version', { version: 4 }],
    ['without sources', { spec: anIndexSpec({ sources: [] }) }],
    ['with a record of no content type', { records: [{ ...record, uid: undefined }] }],
    ['without a version', { version: undefined }],
    ['without its generation', { generation: undefined }],
    ['without its spec', { spec: undefined }],
    [
      'of a spec with an unknown way to split',
      { spec: { ...anIndexSpec(), sources: [{ ...aSource(), passages: 'sentences' }] } },
    ],
    ['of no dimensions', { spec: anIndexSpec({ dimensions: 0 }) }],
    ['of no records', { counts: { records: 0, rows: 0, failed: 0 } }],
    ['of a fraction of a record', { counts: { records: 1.5, rows: 2, failed: 0 } }],
    ['with less than no failures', { counts: { records: 2, rows: 2, failed: -1 } }],
    ['with a file of negative size', { files: { x: { bytes: -1, sha256: SHA } } }],
    ['with a checksum cut short', { files: { x: { bytes: 1, sha256: SHA.slice(1) } } }],
    ['with a checksum in capitals', { files: { x: { bytes: 1, sha256: SHA.toUpperCase() } } }],
    ['with a record without rows', { records: [{ ...record, rows: 0 }] }],
    ['with a record without a fingerprint', { records: [{ ...record, fingerprint: undefined }] }],
    ['whose records are no list', { records: {} }],
  ])('is refused %s', (_, changes) => {
    expect(manifestSchema.safeParse(manifestJson(changes)).success).toBe(false);
  });

  it('is otherwise accepted', () => {
    expect(manifestSchema.safeParse(manifestJson({ records: [record] })).success).toBe(true);
  });
});
