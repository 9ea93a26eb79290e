import { Field, TextInput } from '@strapi/design-system';
import type { ChangeEvent } from 'react';

import { useTexts } from '../../helpers/translation';

type InputProps = { label: string; hint?: string; value: string; onChange: (value: string) => void };

const Input = ({ label, hint, value, onChange }: InputProps) => (
  <Field.Root hint={hint} required>
    <Field.Label>{label}</Field.Label>
    <TextInput
      value={value}
      onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
    />
    <Field.Hint />
  </Field.Root>
);

type SynonymInputsProps = {
  phrases: string;
  synonyms: string;
  onPhrases: (phrases: string) => void;
  onSynonyms: (synonyms: string) => void;
};

/** A word or phrase, and what it is also called. */
export const SynonymInputs = ({ phrases, synonyms, onPhrases, onSynonyms }: SynonymInputsProps) => {
  const text = useTexts();
  return (
    <>
      <Input label={text('steer.phrase')} value={phrases} onChange={onPhrases} />
      <Input
        label={text('steer.synonyms')}
        hint={text('steer.commas')}
        value={synonyms}
        onChange={onSynonyms}
      />
    </>
  );
};
