import { Flex, Typography } from '@strapi/design-system';
import { useId, type ChangeEvent } from 'react';
import { styled } from 'styled-components';

import { useTexts } from '../../helpers/translation';
import { MOST, STEP } from '../../helpers/weights/weights';

const Range = styled.input`
  width: 100%;
  height: 2.4rem;
  accent-color: ${({ theme }) => theme.colors.primary600};
`;

/** What a factor of words means, in words. */
export const useWordsText = () => {
  const text = useTexts();
  return (factor: number): string => {
    if (factor === 0) return text('weights.wordsNone');
    return factor === 1 ? text('weights.asTuned') : text('weights.wordsTimes', { factor });
  };
};

/** Words against meaning, from meaning alone to mostly words. */
export const WordsSlider = ({ value, onChange }: { value: number; onChange: (value: number) => void }) => {
  const text = useTexts();
  const wordsText = useWordsText();
  const id = useId();
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <Typography tag="label" htmlFor={id} variant="pi" fontWeight="bold">
        {text('weights.words')}
      </Typography>
      <Range
        type="range"
        min={0}
        max={MOST}
        step={STEP}
        value={value}
        id={id}
        aria-valuetext={wordsText(value)}
        onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(Number(event.target.value))}
      />
      <Flex justifyContent="space-between" gap={3} wrap="wrap" aria-hidden>
        <Typography variant="pi" textColor="neutral600">
          {text('weights.wordsLeast')}
        </Typography>
        <Typography variant="pi" fontWeight="bold" textColor="neutral800">
          {wordsText(value)}
        </Typography>
        <Typography variant="pi" textColor="neutral600">
          {text('weights.wordsMost')}
        </Typography>
      </Flex>
    </Flex>
  );
};
