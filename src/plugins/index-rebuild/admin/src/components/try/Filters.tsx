import { Box, Button, Field, Flex, TextInput, Typography } from '@strapi/design-system';
import { Cross, Plus } from '@strapi/icons';
import { useState, type ChangeEvent, type FormEvent } from 'react';

import type { TryOptions } from '../../../../shared/contracts';
import type { TryFilter } from '../../helpers/try/address';
import { useTexts } from '../../helpers/translation';
import { Choice, type Option } from './Choice';

type Sources = TryOptions['sources'];

type FiltersProps = {
  sources: Sources;
  filters: readonly TryFilter[];
  onChange: (filters: TryFilter[]) => void;
};

/** The fields that can be filtered, with their content type where there are several. */
const fieldsOf = (sources: Sources): Option[] =>
  sources.flatMap(({ uid, label, filterable }) =>
    filterable.map((field) => ({
      value: `${uid}|${field}`,
      label: sources.length > 1 ? `${label} › ${field}` : field,
    }))
  );

const NewFilter = ({ fields, onAdd }: { fields: readonly Option[]; onAdd: (filter: TryFilter) => void }) => {
  const text = useTexts();
  const [chosen, setChosen] = useState(fields[0].value);
  const [operator, setOperator] = useState('is');
  const [value, setValue] = useState('');
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const [uid, field] = chosen.split('|');
    onAdd({ uid, field, negated: operator === 'not', value: value.trim() });
    setValue('');
  };
  const operators = [
    { value: 'is', label: text('try.filterIs') },
    { value: 'not', label: text('try.filterIsNot') },
  ];
  return (
    <form onSubmit={add} aria-label={text('try.filters')}>
      <Flex gap={3} wrap="wrap" alignItems="flex-end">
        <Choice label={text('try.filterField')} value={chosen} options={fields} onChange={setChosen} />
        <Choice
          label={text('try.filterOperator')}
          value={operator}
          options={operators}
          onChange={setOperator}
        />
        <Box flex="1 1 18rem" minWidth={0}>
          <Field.Root>
            <Field.Label>{text('try.filterValue')}</Field.Label>
            <TextInput
              value={value}
              onChange={(event: ChangeEvent<HTMLInputElement>) => setValue(event.target.value)}
            />
          </Field.Root>
        </Box>
        <Button
          type="submit"
          variant="secondary"
          size="L"
          startIcon={<Plus />}
          disabled={value.trim() === ''}
        >
          {text('try.filterAdd')}
        </Button>
      </Flex>
    </form>
  );
};

/** Conditions that records have to meet. */
export const Filters = ({ sources, filters, onChange }: FiltersProps) => {
  const text = useTexts();
  const fields = fieldsOf(sources);
  if (fields.length === 0) return null;
  const textOf = ({ uid, field, negated, value }: TryFilter): string => {
    const name = fields.find((one) => one.value === `${uid}|${field}`)?.label ?? field;
    return text(negated ? 'try.filterNotText' : 'try.filterText', { field: name, value });
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {filters.length > 0 && (
        <Flex gap={2} wrap="wrap" alignItems="center">
          <Typography textColor="neutral600">{text('try.filtersActive')}</Typography>
          {filters.map((filter, at) => (
            <Button
              key={textOf(filter)}
              variant="tertiary"
              size="S"
              endIcon={<Cross aria-hidden />}
              aria-label={text('try.filterRemove', { filter: textOf(filter) })}
              onClick={() => onChange(filters.filter((_, other) => other !== at))}
            >
              {textOf(filter)}
            </Button>
          ))}
        </Flex>
      )}
      <NewFilter fields={fields} onAdd={(filter) => onChange([...filters, filter])} />
    </Flex>
  );
};
