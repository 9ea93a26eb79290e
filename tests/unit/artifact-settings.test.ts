import { artifactsSchema } from '../../src/plugins/index-rebuild/server/src/config/artifacts';

describe('the settings of the artifact store', () => {
  const s3 = (more: object) => artifactsSchema.safeParse({ kind: 's3', bucket: 'b', ...more });

  it('are the folder itself when left out', () => {
    expect(artifactsSchema.parse(undefined)).toEqual({ kind: 'fs' });
  });

  it('take a bucket with its defaults, and one of another server', () => {
    expect(artifactsSchema.parse({ kind: 's3', bucket: 'b' })).toEqual({
      ...{ kind: 's3', bucket: 'b', prefix: '', forcePathStyle: false },
    });
    expect(s3({ endpoint: 'http://127.0.0.1:9000', prefix: 'search/' }).success).toBe(true);
  });

  it.each([
    [{ bucket: '' }],
    [{ prefix: '/search' }],
    [{ endpoint: 's3.example.com' }],
    [{ endpoint: 'https://key:secret@s3.example.com' }],
    [{ secretAccessKey: 'secret' }],
  ])('refuse %j', (wrong) => {
    expect(s3(wrong).success).toBe(false);
  });
});
