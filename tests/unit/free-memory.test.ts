import {
  availableIn,
  freeMemory,
  groupAndParents,
  leftInGroup,
} from '../../src/plugins/index-rebuild/server/src/adapters/system/free-memory';

const MB = 1024 * 1024;
const GB = 1024 * MB;

const MEMINFO = `MemTotal:       16000000 kB
MemFree:          200000 kB
MemAvailable:   12582912 kB
Cached:         12000000 kB
`;

const stat = (fields: Record<string, number>): string =>
  Object.entries(fields)
    .map(([name, bytes]) => `${name} ${bytes}\n`)
    .join('');

const from = (files: Record<string, string>) => async (file: string) => files[file] ?? null;
const system = { free: () => 3 * GB, constrained: () => 0 };

describe('free memory', () => {
  it('counts what the kernel would reclaim', () => {
    expect(availableIn(MEMINFO)).toBe(12 * GB);
    expect(availableIn('MemFree: 1 kB\n')).toBeNull();
  });

  it('is that of the machine when no container limits it', async () => {
    const files = { '/proc/meminfo': MEMINFO, '/proc/self/cgroup': '0::/\n' };
    expect(await freeMemory(from(files), system)).toBe(12 * GB);
  });

  it('in a container does not count the page cache as used (cgroup v2)', async () => {
    const files = {
      '/proc/meminfo': MEMINFO,
      '/proc/self/cgroup': '0::/\n',
      '/sys/fs/cgroup/memory.max': `${4 * GB}\n`,
      '/sys/fs/cgroup/memory.current': `${4 * GB}\n`,
      '/sys/fs/cgroup/memory.stat': stat({
        ...{ anon: GB, inactive_file: 2 * GB, active_file: GB },
        ...{ slab_reclaimable: 100 * MB, slab_unreclaimable: 5 * MB },
      }),
    };
    expect(await freeMemory(from(files), system)).toBe(2 * GB + 100 * MB);
  });

  it('in a container does not count the page cache as used (cgroup v1)', async () => {
    const files = {
      '/proc/meminfo': MEMINFO,
      '/proc/self/cgroup': '11:cpu,cpuacct:/docker/abc\n9:memory:/docker/abc\n0::/\n',
      '/sys/fs/cgroup/memory/memory.limit_in_bytes': `${4 * GB}\n`,
      '/sys/fs/cgroup/memory/memory.usage_in_bytes': `${3 * GB}\n`,
      '/sys/fs/cgroup/memory/memory.stat': stat({ inactive_file: MB, total_inactive_file: GB }),
    };
    expect(await freeMemory(from(files), system)).toBe(2 * GB);
  });

  it('is bounded by the tightest group above, and by the machine', async () => {
    const group = (at: string, most: string, used: number) => ({
      [`/sys/fs/cgroup${at}/memory.max`]: most,
      [`/sys/fs/cgroup${at}/memory.current`]: String(used),
      [`/sys/fs/cgroup${at}/memory.stat`]: '',
    });
    const files = {
      '/proc/meminfo': MEMINFO,
      '/proc/self/cgroup': '0::/pods/one\n',
      ...group('/pods/one', 'max', 0),
      ...group('/pods', String(5 * GB), 2 * GB),
    };
    expect(await freeMemory(from(files), system)).toBe(3 * GB);
    const roomy = { ...files, ...group('/pods', String(500 * GB), 0) };
    expect(await freeMemory(from(roomy), system)).toBe(12 * GB);
  });

  it('is what Node reports when there are no such files', async () => {
    expect(await freeMemory(from({}), system)).toBe(3 * GB);
    expect(await freeMemory(from({}), { ...system, constrained: () => GB })).toBe(GB);
    expect(await freeMemory(from({}), { ...system, constrained: () => 2 ** 63 })).toBe(3 * GB);
  });

  it.each([
    ['no limit', { limit: 'max\n', usage: '5', stat: '' }, null],
    ['no files', { limit: null, usage: null, stat: null }, null],
    ['more used than allowed', { limit: '10', usage: '15', stat: '' }, 0],
    ['more cache than used, for a moment', { limit: '10', usage: '5', stat: 'inactive_file 7\n' }, 10],
  ])('left by a group: %s', (_, files, left) => {
    expect(leftInGroup(files, ['inactive_file'])).toBe(left);
  });

  it.each([
    ['/', ['/']],
    ['/a/b', ['/a/b', '/a', '/']],
  ])('has the groups above %s', (group, groups) => {
    expect(groupAndParents(group)).toEqual(groups);
  });

  it('can be read on this machine', async () => {
    expect(await freeMemory()).toBeGreaterThan(0);
  });
});
