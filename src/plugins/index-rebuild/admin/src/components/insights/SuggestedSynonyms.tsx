import { Button, Flex, Loader, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useId } from 'react';

import type { InsightQuery, SuggestedSynonym } from '../../../../shared/contracts';
import { useDismissSynonymMutation, useSuggestSynonymsQuery } from '../../api/suggestions';
import { refusalIn, useRefusalText } from '../../helpers/refusal';
import { useTexts } from '../../helpers/translation';

type SuggestionProps = {
  suggestion: SuggestedSynonym;
  onAccept: (suggestion: SuggestedSynonym) => void;
  onDismiss: (suggestion: SuggestedSynonym) => void;
};

const Suggestion = ({ suggestion, onAccept, onDismiss }: SuggestionProps) => {
  const text = useTexts();
  const { word, synonym, records, more } = suggestion;
  const pair = { word, synonym };
  return (
    <Flex tag="li" gap={2} wrap="wrap" justifyContent="space-between">
      <Typography>{text(more ? 'gap.suggestionMore' : 'gap.suggestion', { ...pair, records })}</Typography>
      <Flex gap={2}>
        <Button size="S" aria-label={text('gap.acceptOf', pair)} onClick={() => onAccept(suggestion)}>
          {text('gap.accept')}
        </Button>
        <Button
          size="S"
          variant="tertiary"
          aria-label={text('gap.dismissOf', pair)}
          onClick={() => onDismiss(suggestion)}
        >
          {text('gap.dismiss')}
        </Button>
      </Flex>
    </Flex>
  );
};

/** Dismisses a pair, and says that it is done. */
const useDismiss = () => {
  const text = useTexts();
  const refusalText = useRefusalText();
  const { toggleNotification } = useNotification();
  const [dismiss] = useDismissSynonymMutation();
  return async ({ word, synonym }: SuggestedSynonym): Promise<void> => {
    const refusal = refusalIn(await dismiss({ word, synonym }));
    if (refusal) toggleNotification({ type: 'danger', message: refusalText(refusal) });
    else toggleNotification({ type: 'success', message: text('gap.dismissed', { word, synonym }) });
  };
};

type SuggestedSynonymsProps = {
  item: Pick<InsightQuery, 'query' | 'locale'>;
  onAccept: (suggestion: SuggestedSynonym) => void;
};

/** Words of the content that may mean what a word of the query means. */
export const SuggestedSynonyms = ({ item: { query, locale }, onAccept }: SuggestedSynonymsProps) => {
  const text = useTexts();
  const id = useId();
  const dismiss = useDismiss();
  const { data, isError } = useSuggestSynonymsQuery({ query, ...(locale !== null && { locale }) });
  return (
    <Flex tag="section" aria-labelledby={id} direction="column" alignItems="stretch" gap={2}>
      <Typography variant="delta" tag="h3" id={id}>
        {text('gap.suggestions')}
      </Typography>
      <div role="status">
        {!data && !isError && <Loader small>{text('gap.suggesting')}</Loader>}
        {!data && isError && <Typography>{text('gap.suggestionsError')}</Typography>}
        {data?.length === 0 && <Typography>{text('gap.noSuggestions')}</Typography>}
      </div>
      {data && data.length > 0 && (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
          {data.map((suggestion) => (
            <Suggestion
              key={`${suggestion.word} ${suggestion.synonym}`}
              {...{ suggestion, onAccept }}
              onDismiss={(one) => void dismiss(one)}
            />
          ))}
        </Flex>
      )}
    </Flex>
  );
};
