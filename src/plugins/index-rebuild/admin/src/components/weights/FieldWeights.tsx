import { Box, Field, Flex, NumberInput, Typography } from '@strapi/design-system';

import type { TryOptions, Weights } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';
import { MOST, STEP, withField } from '../../helpers/weights/weights';

type Source = TryOptions['sources'][number];

const Factor = ({
  field,
  value,
  onChange,
}: {
  field: string;
  value: number;
  onChange: (value: number) => void;
}) => (
  <Box flex="0 1 14rem" minWidth={0}>
    <Field.Root>
      <Field.Label>{field}</Field.Label>
      <NumberInput
        value={value}
        step={STEP}
        onValueChange={(next: number | undefined) => onChange(Math.min(MOST, Math.max(0, next ?? 1)))}
      />
    </Field.Root>
  </Box>
);

type FieldWeightsProps = {
  source: Source;
  weights: Weights;
  onChange: (weights: Weights) => void;
};

/** A number for each indexed field of a content type. */
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
