import {
  assertPlatform,
  thisMachine,
} from '../../src/plugins/index-rebuild/server/src/adapters/system/machine';
import { describeMachine, platformProblem } from '../../src/plugins/index-rebuild/server/src/domain/platform';

describe('the platform of the local model', () => {
  it.each([
    ['linux', 'x64', '2.36'],
    ['linux', 'arm64', '2.28'],
    ['linux', 'x64', '2.100'],
    ['darwin', 'arm64', undefined],
    ['win32', 'x64', undefined],
  ])('may be %s on %s with glibc %p', (platform, arch, glibc) => {
    expect(platformProblem({ platform, arch, glibc })).toBeNull();
  });

  it.each([
    ['darwin', 'x64', undefined, 'no library for darwin-x64'],
    ['linux', 'ia32', '2.36', 'no library for linux-ia32'],
    ['linux', 'x64', undefined, 'Alpine has musl'],
    ['linux', 'x64', '2.27', 'needs glibc 2.28 or newer, and this system has 2.27'],
    ['linux', 'arm64', '2.9', 'this system has 2.9'],
  ])('may not be %s on %s with glibc %p', (platform, arch, glibc, says) => {
    const problem = platformProblem({ platform, arch, glibc });
    expect(problem).toContain(says);
    expect(problem).toContain('embedding provider');
  });

  it('is refused with an error of its own, before any native code is loaded', () => {
    expect(() => assertPlatform({ platform: 'linux', arch: 'x64', glibc: undefined })).toThrow(
      expect.objectContaining({ code: 'PLATFORM_UNSUPPORTED' })
    );
  });

  it('is recognised on this machine', () => {
    const machine = thisMachine();
    expect(() => assertPlatform(machine)).not.toThrow();
    expect(describeMachine(machine)).toContain(`${process.platform}-${process.arch}`);
  });
});
