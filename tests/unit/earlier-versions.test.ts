import {
  bringAlongEarlier,
  type EarlierPorts,
} from '../../src/plugins/index-rebuild/server/src/services/earlier-versions';

type Generation = { name: string; specHash: string };

/** What an earlier version left: rows without a content type, and generations by the hash in their rows. */
const leftBehind = ({
  live = null,
  typeless = true,
  rows = [],
  summaries = {},
  move = async () => 0,
}: {
  live?: string | null;
  typeless?: boolean;
  rows?: Generation[];
  /** What the manifests say. */
  summaries?: Record<string, { specHash: string; uid: string }>;
  move?: () => Promise<number>;
}) => {
  const done: string[] = [];
  const logged: string[] = [];
  const ports = {
    store: { installation: 'ours', adoptEarlier: move },
    catalog: { read: async () => ({ liveGeneration: live }) },
    generations: { all: async () => rows, complete: async () => rows },
    backend: {
      async readSummary(name: string) {
        const found = summaries[name];
        if (!found) throw new Error('it is not there');
        return { specHash: found.specHash, spec: { sources: [{ uid: found.uid }] } };
      },
    },
    earlierRows: {
      exist: async () => typeless,
      setType: async (uid: string) => void done.push(`type ${uid}`),
      setSpecHash: async (name: string, hash: string) => void done.push(`hash ${name} ${hash}`),
    },
    settings: { sources: [{ uid: 'api::page.page' }, { uid: 'api::expert.expert' }] },
    log: { info: (line: string) => void logged.push(line), warn: (line: string) => void logged.push(line) },
  };
  return { ports: ports as unknown as EarlierPorts, done, logged };
};

describe('what an earlier version left', () => {
  it('belongs to the content type of the live generation', async () => {
    const summaries = { a: { specHash: 'h', uid: 'api::expert.expert' } };
    const { ports, done } = leftBehind({ live: 'a', summaries });
    await bringAlongEarlier(ports);
    expect(done).toEqual(['type api::expert.expert']);
  });

  it.each([null, 'gone'])('belongs to the first source when the live generation is %s', async (live) => {
    const { ports, done } = leftBehind({ live });
    await bringAlongEarlier(ports);
    expect(done).toEqual(['type api::page.page']);
  });

  it('is named by hashes as they are computed now, where the manifest can be read', async () => {
    const rows = [
      { name: 'a', specHash: 'before' },
      { name: 'b', specHash: 'same' },
      { name: 'c', specHash: 'lost' },
    ];
    const summaries = {
      a: { specHash: 'now', uid: 'api::expert.expert' },
      b: { specHash: 'same', uid: 'api::expert.expert' },
    };
    const { ports, done } = leftBehind({ typeless: false, rows, summaries });
    await bringAlongEarlier(ports);
    expect(done).toEqual(['hash a now']);
  });

  it('stays where it is when it cannot be moved, and the log tells what to do', async () => {
    const move = () => Promise.reject(Object.assign(new Error('no'), { code: 'EXDEV' }));
    const { ports, done, logged } = leftBehind({ move });
    await bringAlongEarlier(ports);
    expect(logged).toEqual([expect.stringMatching(/\(EXDEV\).*from "generations" to "ours\/generations"/)]);
    expect(done).toEqual(['type api::page.page']);
  });
});
