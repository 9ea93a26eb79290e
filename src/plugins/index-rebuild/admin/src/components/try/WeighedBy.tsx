import { Typography } from '@strapi/design-system';

import type { ChangedWeights, TryOptions } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';
import { useWeightsText } from '../../helpers/weights/texts';

type WeighedByProps = { weights: ChangedWeights; sources: TryOptions['sources'] };

/** What counted more or less than it was tuned to. */
export const WeighedBy = ({ weights, sources }: WeighedByProps) => {
  const text = useTexts();
  const weightsText = useWeightsText((uid, field) => {
    const label = sources.find((source) => source.uid === uid)?.label ?? uid;
    return sources.length > 1 ? `${label} › ${field}` : field;
  });
  return (
    <Typography textColor="neutral700">
      {text('weights.inForce', { weights: weightsText(weights) })}
    </Typography>
  );
};
