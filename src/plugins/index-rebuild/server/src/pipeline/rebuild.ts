import type { BuildContext } from './build-context';
import type { Stage } from './stage';
import { build } from './stages/build';
import { embed } from './stages/embed';
import { snapshot } from './stages/snapshot';
import { swap, type SwapContext } from './stages/swap';
import { verify } from './stages/verify';

/** A rebuild, first half: in the builder process, beside the live index. */
export const builderStages: readonly Stage<BuildContext>[] = [snapshot, embed, build, verify];

/** A rebuild, second half: in the Strapi process, which holds the lease and the live handle. */
export const strapiStages: readonly Stage<SwapContext>[] = [swap];
