import { Box, Button, Field, Flex, TextInput } from '@strapi/design-system';
import { Search } from '@strapi/icons';
import { useEffect, useState, type ChangeEvent, type FormEvent } from 'react';

import type { TryOptions } from '../../../../shared/contracts';
import type { TryAddress } from '../../helpers/try/address';
import { useTexts } from '../../helpers/translation';
import { Choice } from './Choice';
import { Filters } from './Filters';
import { NOTHING, useChoices } from './useChoices';

type SearchFormProps = {
  address: TryAddress;
  options: TryOptions;
  onChange: (changes: Partial<TryAddress>) => void;
  /** Asks, also when nothing has changed. */
  onSubmit: (q: string) => void;
};

const Query = ({ address, onSubmit }: Pick<SearchFormProps, 'address' | 'onSubmit'>) => {
  const text = useTexts();
  const [q, setQ] = useState(address.q);
  // Also when somebody goes back to an earlier address.
  useEffect(() => setQ(address.q), [address.q]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit(q.trim());
  };
  return (
    <form role="search" onSubmit={submit}>
      <Flex alignItems="flex-end" gap={3} wrap="wrap">
        <Box flex="1 1 24rem" minWidth={0}>
          <Field.Root>
            <Field.Label>{text('try.query')}</Field.Label>
            <TextInput
              type="search"
              value={q}
              onChange={(event: ChangeEvent<HTMLInputElement>) => setQ(event.target.value)}
            />
          </Field.Root>
        </Box>
        <Button type="submit" size="L" startIcon={<Search />} disabled={q.trim() === ''}>
          {text('try.search')}
        </Button>
      </Flex>
    </form>
  );
};

/** What to search for, and how. */
export const SearchForm = ({ address, options, onChange, onSubmit }: SearchFormProps) => {
  const text = useTexts();
  const choices = useChoices(options, address);
  /** What is searched now is not compared with itself. */
  const unless = (value: string): Partial<TryAddress> => (address.against === value ? { against: null } : {});
  return (
    <Flex
      direction="column"
      alignItems="stretch"
      gap={5}
      padding={6}
      background="neutral0"
      shadow="tableShadow"
      hasRadius
    >
      <Query address={address} onSubmit={onSubmit} />
      <Flex gap={4} wrap="wrap" alignItems="flex-end">
        <Choice
          label={text('try.mode')}
          value={address.mode}
          options={choices.modes}
          onChange={(mode) => onChange({ mode: mode as TryAddress['mode'], ...unless(mode) })}
        />
        {options.locales.length > 1 && (
          <Choice
            label={text('try.locale')}
            value={address.locale ?? options.locales[0]}
            options={choices.locales}
            onChange={(locale) => onChange({ locale: locale === options.locales[0] ? null : locale })}
          />
        )}
        <Choice
          label={text('try.version')}
          value={choices.version}
          options={choices.versions}
          onChange={(version) =>
            onChange({ version: choices.isLive(version) ? null : version, ...unless(version) })
          }
        />
        <Choice
          label={text('try.against')}
          value={address.against ?? NOTHING}
          options={choices.others}
          onChange={(against) => onChange({ against: against === NOTHING ? null : against })}
        />
      </Flex>
      <Filters
        sources={options.sources}
        filters={address.filters}
        onChange={(filters) => onChange({ filters })}
      />
    </Flex>
  );
};
