import { Button, Field, TextInput } from '@strapi/design-system';
import { useState, type ChangeEvent } from 'react';

import { useTexts } from '../../helpers/translation';
import type { Steering } from '../../hooks/useSteering';
import { ConfirmDialog } from '../common/ConfirmDialog';

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

/** Lets words of the query find what other words find. */
export const AddSynonym = ({ query, addSynonym }: { query: string } & Pick<Steering, 'addSynonym'>) => {
  const text = useTexts();
  const [phrase, setPhrase] = useState(query);
  const [synonyms, setSynonyms] = useState('');
  return (
    <ConfirmDialog
      trigger={
        <Button variant="tertiary" size="S">
          {text('steer.synonym')}
        </Button>
      }
      title={text('steer.synonymTitle')}
      description={text('steer.synonymHint')}
      confirm={text('steer.synonymConfirm')}
      onOpen={() => {
        setPhrase(query);
        setSynonyms('');
      }}
      onConfirm={() => addSynonym(phrase, synonyms)}
    >
      <Input label={text('steer.phrase')} value={phrase} onChange={setPhrase} />
      <Input
        label={text('steer.synonyms')}
        hint={text('steer.commas')}
        value={synonyms}
        onChange={setSynonyms}
      />
    </ConfirmDialog>
  );
};
