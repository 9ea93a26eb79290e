import type { BuildContext } from './build-context';
import type { Stage } from './stage';
import { build } from './stages/build';
import { embed } from './stages/embed';
import { retire, type RetireContext } from './stages/retire';
import { snapshot } from './stages/snapshot';
import { swap, type SwapContext } from './stages/swap';
import { verify } from './stages/verify';

/** A rebuild, first half: in the builder process, beside the live index. */
export const builderStages: readonly Stage<BuildContext>[] = [snapshot, embed, build, verify];

/**
 * A rebuild, second half, and the whole of a rollback: in the process that holds the lease and the
 * live handle.
 */
export const promotionStages: readonly Stage<SwapContext & RetireContext>[] = [swap, retire];
