import { Flex, Typography } from '@strapi/design-system';

import { noteOf, toneOf } from '../../helpers/search-state';
import { useTexts } from '../../helpers/translation';
import { useSearchState } from '../../hooks/useSearchStates';
import { StatusBadge } from '../status/StatusBadge';

export type SearchStateCellProps = { model: string; documentId: string };

/** In a list of the Content Manager: whether search has the record of this row. */
const SearchStateCell = ({ model, documentId }: SearchStateCellProps) => {
  const text = useTexts();
  const { state, isError } = useSearchState(model, documentId);
  if (!state)
    return (
      <Typography variant="pi" textColor="neutral600">
        {text(isError ? 'list.error' : 'list.loading')}
      </Typography>
    );
  const note = noteOf(state);
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <StatusBadge tone={toneOf(state)} label={text(`listState.${state.state}`)} />
      {note && (
        <Typography variant="pi" textColor="neutral600">
          {text(note)}
        </Typography>
      )}
    </Flex>
  );
};

export default SearchStateCell;
