import { Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { SearchMode, TryHit } from '../../../../shared/contracts';
import { partsOf, type Part } from '../../helpers/try/parts';
import { useTexts } from '../../helpers/translation';

const Bar = ({ name, value, share, factor }: Part) => {
  const text = useTexts();
  const { formatNumber } = useIntl();
  const part = text(`tryPart.${name}`);
  return (
    <Flex gap={3} wrap="wrap" alignItems="center">
      <Typography tag="dt" variant="pi" textColor="neutral600" style={{ flex: '0 0 13rem' }}>
        {factor === 1 ? part : text('try.partFactor', { part, factor })}
      </Typography>
      <Flex tag="dd" flex="1 1 10rem" margin={0} gap={3} alignItems="center">
        <Box flex="1" height="0.8rem" background="neutral200" hasRadius aria-hidden overflow="hidden">
          <Box height="100%" background="primary600" style={{ width: `${share * 100}%` }} />
        </Box>
        <Typography variant="pi" textColor="neutral800" style={{ minWidth: '4rem', textAlign: 'right' }}>
          {formatNumber(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}
        </Typography>
      </Flex>
    </Flex>
  );
};

type ScoreBarsProps = Pick<TryHit, 'parts' | 'factors'> & { mode: SearchMode; bestLexical: number };

/** The parts of a score, each as a number and a bar. */
export const ScoreBars = ({ parts, factors, mode, bestLexical }: ScoreBarsProps) => (
  <Flex tag="dl" direction="column" alignItems="stretch" gap={1} margin={0}>
    {partsOf(parts, mode, bestLexical, factors).map((part) => (
      <Bar key={part.name} {...part} />
    ))}
  </Flex>
);
