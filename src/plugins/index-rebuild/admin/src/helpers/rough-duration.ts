import { useIntl } from 'react-intl';

import { roughDuration } from './time';

/** An estimate as part of a sentence: "6 seconds". */
export const useRoughDuration = () => {
  const { formatNumber } = useIntl();
  return (seconds: number): string => {
    const { value, unit } = roughDuration(seconds);
    return formatNumber(value, { style: 'unit', unit, unitDisplay: 'long' });
  };
};
