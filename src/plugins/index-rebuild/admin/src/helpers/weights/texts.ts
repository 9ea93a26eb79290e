import { useIntl } from 'react-intl';

import type { ChangedWeights } from '../../../../shared/contracts';
import { useTexts } from '../translation';

/** How a field is called where its content type is not shown: `api::article.article` is "article". */
const nameWithType = (uid: string, field: string): string => `${uid.split('.').at(-1)} › ${field}`;

/** Weights in words: what counts more or less than it was tuned to. */
export const useWeightsText = (nameOf = nameWithType) => {
  const text = useTexts();
  const { formatList } = useIntl();
  return ({ words = 1, fields = {} }: ChangedWeights): string => {
    const ofFields = Object.entries(fields).flatMap(([uid, own]) =>
      Object.entries(own).map(([field, factor]) => ({ part: nameOf(uid, field), factor }))
    );
    const changed = [{ part: text('tryPart.lexical'), factor: words }, ...ofFields].filter(
      ({ factor }) => factor !== 1
    );
    if (changed.length === 0) return text('weights.asTuned');
    return formatList(changed.map((one) => text('try.partFactor', one)));
  };
};
