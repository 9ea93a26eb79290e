import { platform, platformProblem } from '../../scripts/setup/platform.mjs';

describe('the platform check of the set-up', () => {
  it.each([
    ['linux', 'x64', '2.36'],
    ['linux', 'arm64', '2.31'],
    ['darwin', 'arm64', undefined],
    ['win32', 'x64', undefined],
  ])('accepts %s on %s', (name, arch, glibc) => {
    expect(platformProblem({ platform: name, arch, glibc })).toBeNull();
  });

  it.each([
    ['darwin', 'x64', undefined, 'no library for darwin-x64'],
    ['linux', 'x64', undefined, 'needs glibc'],
    ['linux', 'ia32', '2.36', 'no library for linux-ia32'],
  ])('refuses %s on %s with glibc %p', (name, arch, glibc, says) => {
    expect(platformProblem({ platform: name, arch, glibc })).toContain(says);
  });

  it('accepts the machine that runs these tests', () => {
    expect(platform.isDone()).toBe(true);
  });
});
