/** Tests that only root can run: they mount disks or become another user. */
export const isRoot = process.getuid?.() === 0;

if (!isRoot && process.env.CI === 'true') {
  throw new Error('CI has to run this file as root, so that none of its tests is left out.');
}

export const itAsRoot = isRoot ? it : it.skip;
