import { Button } from '@strapi/design-system';
import { useState } from 'react';

import { useTexts } from '../../helpers/translation';
import type { Steering } from '../../hooks/useSteering';
import { ConfirmDialog } from '../common/ConfirmDialog';
import { SynonymInputs } from './SynonymInputs';

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
      <SynonymInputs phrases={phrase} {...{ synonyms }} onPhrases={setPhrase} onSynonyms={setSynonyms} />
    </ConfirmDialog>
  );
};
