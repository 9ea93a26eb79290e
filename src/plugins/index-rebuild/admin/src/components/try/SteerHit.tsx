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
  return (
    <Flex gap={4} wrap="wrap">
      {mayRule && !hit.pinned && (
        <TextButton
          disabled={isBusy}
          aria-label={text('steer.pinOf', { name })}
          onClick={() => void pin(hit)}
        >
          {text('steer.pin')}
        </TextButton>
      )}
      {mayRule && (
        <TextButton
          disabled={isBusy}
          aria-label={text('steer.hideOf', { name })}
          onClick={() => void hide(hit)}
        >
          {text('steer.hide')}
        </TextButton>
      )}
      {mayExpect && (
        <TextButton
          disabled={isBusy}
          aria-label={text('steer.expectOf', { name })}
          onClick={() => void expectHit(hit, rank)}
        >
          {text('steer.expect')}
        </TextButton>
      )}
    </Flex>
  );
};
