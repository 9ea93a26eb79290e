import type { BuildContext } from './build-context';
import type { Stage } from './stage';
import { build } from './stages/build';
import { embed } from './stages/embed';
import { retire, type RetireContext } from './stages/retire';
import { snapshot } from './stages/snapshot';
import { swap, type SwapContext } from './stages/swap';
import { tag } from './stages/tag';
import { verify } from './stages/verify';

/**
 * What the builder process does, beside the live index: the first half of a rebuild, and the whole
 * of a tag run but for the database.
 *
 * @param tagging Whether tagging is configured.
 */
export const builderStages = (kind: 'rebuild' | 'tag', tagging: boolean): readonly Stage<BuildContext>[] => {
  if (kind === 'tag') return [snapshot, tag];
  return tagging ? [snapshot, tag, embed, build, verify] : [snapshot, embed, build, verify];
};

/**
 * A rebuild, second half, and the whole of a rollback: in the process that holds the lease and the
 * live handle.
 */
export const promotionStages: readonly Stage<SwapContext & RetireContext>[] = [swap, retire];
