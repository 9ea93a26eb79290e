import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { ChangedWeights, TryOptions } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';

type WeighedByProps = { weights: ChangedWeights; sources: TryOptions['sources'] };

/** What counted more or less than it was tuned to. */
export const WeighedBy = ({ weights: { words, fields = {} }, sources }: WeighedByProps) => {
  const text = useTexts();
  const { formatList } = useIntl();
  const nameOf = (uid: string, field: string): string => {
    const label = sources.find((source) => source.uid === uid)?.label ?? uid;
    return sources.length > 1 ? `${label} › ${field}` : field;
  };
  const factors = [
    ...(words === undefined ? [] : [{ part: text('tryPart.lexical'), factor: words }]),
    ...Object.entries(fields).flatMap(([uid, own]) =>
      Object.entries(own).map(([field, factor]) => ({ part: nameOf(uid, field), factor }))
    ),
  ];
  return (
    <Typography textColor="neutral700">
      {text('weights.inForce', { weights: formatList(factors.map((one) => text('try.partFactor', one))) })}
    </Typography>
  );
};
