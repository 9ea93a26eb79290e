import { Box, Field, Flex, NumberInput, Typography } from '@strapi/design-system';

import type { TryOptions, Weights } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';
import { isFactor, MOST, STEP, withField } from '../../helpers/weights/weights';

type Source = TryOptions['sources'][number];

const Factor = ({
  field,
  value,
  onChange,
}: {
  field: string;
  value: number;
  onChange: (value: number) => void;
}) => {
  const text = useTexts();
  return (
    <Box flex="0 1 14rem" minWidth={0}>
      <Field.Root error={isFactor(value) ? undefined : text('weights.outOfRange', { most: MOST })}>
        <Field.Label>{field}</Field.Label>
        <NumberInput
          value={Number.isNaN(value) ? undefined : value}
          step={STEP}
          onValueChange={(next: number | undefined) => onChange(next ?? Number.NaN)}
        />
        <Field.Error />
      </Field.Root>
    </Box>
  );
};

type FieldWeightsProps = {
  source: Source;
  weights: Weights;
  onChange: (weights: Weights) => void;
};

/** A number for each indexed field of a content type; NaN where nothing is entered. */
export const FieldWeights = ({ source, weights, onChange }: FieldWeightsProps) => {
  const text = useTexts();
  const { uid, label, weighable } = source;
  return (
    <Box tag="fieldset" style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
      <Typography tag="legend" variant="pi" fontWeight="bold">
        {text('weights.fields', { label })}
      </Typography>
      <Flex gap={4} wrap="wrap" paddingTop={2}>
        {weighable.map((field) => (
          <Factor
            key={field}
            field={field}
            value={weights.fields[uid]?.[field] ?? 1}
            onChange={(factor) => onChange(withField(weights, uid, field, factor))}
          />
        ))}
      </Flex>
    </Box>
  );
};
