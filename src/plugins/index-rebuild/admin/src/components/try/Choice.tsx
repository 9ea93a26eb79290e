import { Box, Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';

export type Option = { value: string; label: string };

type ChoiceProps = {
  label: string;
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
};

/** A labelled list to choose from, as wide as its place allows. */
export const Choice = ({ label, value, options, onChange }: ChoiceProps) => (
  <Box flex="1 1 18rem" minWidth={0}>
    <Field.Root>
      <Field.Label>{label}</Field.Label>
      <SingleSelect value={value} onChange={(chosen: string | number) => onChange(String(chosen))}>
        {options.map((option) => (
          <SingleSelectOption key={option.value} value={option.value}>
            {option.label}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Field.Root>
  </Box>
);
