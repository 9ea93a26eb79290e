import { Flex, TextButton } from '@strapi/design-system';

import type { TryHit } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';
import type { Steering } from '../../hooks/useSteering';

type SteerHitProps = { hit: TryHit; name: string; rank: number; steering: Steering };

/** What may be decided about a hit of this query. */
export const SteerHit = ({ hit, name, rank, steering }: SteerHitProps) => {
  const text = useTexts();
  const { mayRule, mayExpect, isBusy, pin, hide, expectHit } = steering;
  if (!mayRule && !mayExpect) return null;
  // Not disabled meanwhile: a button would lose the focus.
  const once = (decide: () => Promise<void>): void => {
    if (!isBusy) void decide();
  };
  return (
    <Flex gap={4} wrap="wrap">
      {mayRule && !hit.pinned && (
        <TextButton
          aria-disabled={isBusy}
          aria-label={text('steer.pinOf', { name })}
          onClick={() => once(() => pin(hit))}
        >
          {text('steer.pin')}
        </TextButton>
      )}
      {mayRule && (
        <TextButton
          aria-disabled={isBusy}
          aria-label={text('steer.hideOf', { name })}
          onClick={() => once(() => hide(hit))}
        >
          {text('steer.hide')}
        </TextButton>
      )}
      {mayExpect && (
        <TextButton
          aria-disabled={isBusy}
          aria-label={text('steer.expectOf', { name })}
          onClick={() => once(() => expectHit(hit, rank))}
        >
          {text('steer.expect')}
        </TextButton>
      )}
    </Flex>
  );
};
