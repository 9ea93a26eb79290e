import {
  Box,
  Button,
  Flex,
  Searchbar,
  SearchForm,
  SingleSelect,
  SingleSelectOption,
} from '@strapi/design-system';
import { useState, type FormEvent } from 'react';

import { COLOUR_BY, type ColourBy } from '../../helpers/map/colours';
import { useTexts } from '../../helpers/translation';

type ToolbarProps = {
  onSearch: (query: string) => void;
  colourBy: ColourBy;
  onColourBy: (by: ColourBy) => void;
  isTable: boolean;
  tableId: string;
  onTable: (isTable: boolean) => void;
};

/** What browsers remember the field's values by. */
const FIELD = 'q';

const Search = ({ onSearch }: Pick<ToolbarProps, 'onSearch'>) => {
  const text = useTexts();
  const [query, setQuery] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSearch(query.trim());
  };
  const clear = (): void => {
    setQuery('');
    onSearch('');
  };
  return (
    <SearchForm onSubmit={submit}>
      <Searchbar
        name={FIELD}
        maxLength={500}
        value={query}
        onChange={({ target }) => setQuery(target.value)}
        onClear={clear}
        clearLabel={text('map.searchClear')}
        placeholder={text('map.searchPlaceholder')}
      >
        {text('map.search')}
      </Searchbar>
    </SearchForm>
  );
};

/** What can be done with the map besides moving it. */
export const Toolbar = ({ onSearch, colourBy, onColourBy, isTable, tableId, onTable }: ToolbarProps) => {
  const text = useTexts();
  return (
    <Flex wrap="wrap" gap={3} alignItems="center">
      <Box flex="1 1 24rem" minWidth={0}>
        <Search onSearch={onSearch} />
      </Box>
      <Box flex="0 1 22rem">
        <SingleSelect
          aria-label={text('map.colourBy')}
          value={colourBy}
          onChange={(value) => onColourBy(value as ColourBy)}
          customizeContent={() => text('map.colouredBy', { what: text(`mapColour.${colourBy}`) })}
        >
          {COLOUR_BY.map((by) => (
            <SingleSelectOption key={by} value={by}>
              {text(`mapColour.${by}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Box>
      <Button
        variant="tertiary"
        aria-expanded={isTable}
        aria-controls={isTable ? tableId : undefined}
        onClick={() => onTable(!isTable)}
      >
        {text(isTable ? 'map.hideTable' : 'map.showTable')}
      </Button>
    </Flex>
  );
};
