import { InputRenderer, type StrapiApp } from '@strapi/strapi/admin';
import { lazy, Suspense, type ComponentType } from 'react';

import {
  IN_SEARCH_FILTER,
  PLUGIN_ID,
  RECORD_FIELD,
  RECORDS_FIELD,
  SEARCH_STATES,
} from '../../../shared/constants';
import type { NamingRow } from '../hooks/useListedNames';
import en from '../translations/en.json';
import { getTranslation, type MessageKey } from './translation';

const COLUMN_HOOK = 'Admin/CM/pages/ListView/inject-column-in-table';
const FILTER_HOOK = 'Admin/CM/pages/ListView/inject-in-filters';

const RecordNamesCell = lazy(() => import('../components/list/RecordNamesCell'));
const SearchStateCell = lazy(() => import('../components/list/SearchStateCell'));

type Label = { id: string; defaultMessage: string };

/** What the Content Manager's hooks are given and return; its package does not export the types. */
type Layout = { options?: Record<string, unknown> };

type Column = {
  name: string;
  label: Label;
  searchable: boolean;
  sortable: boolean;
  cellFormatter(row: { documentId: string }, header: unknown, list: { model: string }): JSX.Element;
};

type ListFilter = {
  name: string;
  type: 'enumeration';
  label: Label;
  operators: { label: Label; value: string }[];
  options: { label: string; value: string }[];
  input: ComponentType<never>;
};

type Columns = { displayedHeaders: unknown[]; layout: Layout };
type Filters = { displayedFilters: unknown[]; layout: Layout };

/**
 * Whether the list is that of a source, and the signed-in user may read the status: then the server marks its
 * content type among the plugin options.
 */
const isMarked = ({ options }: Layout): boolean => options?.[PLUGIN_ID] !== undefined;

/** A text without values in the admin's language, outside of React. */
const textIn = (app: StrapiApp, key: MessageKey): string => {
  const { admin_app: admin } = app.store?.getState() as { admin_app: { language: { locale: string } } };
  const messages = app.configurations.translations as Record<string, Record<string, string> | undefined>;
  return messages[admin.language.locale]?.[getTranslation(key)] ?? en[key];
};

const labelOf = (key: MessageKey): Label => ({ id: getTranslation(key), defaultMessage: en[key] });

const operator = (value: string, defaultMessage: string) => ({
  label: { id: `components.FilterOptions.FILTER_TYPES.${value}`, defaultMessage },
  value,
});

const column: Column = {
  name: IN_SEARCH_FILTER,
  label: labelOf('list.column'),
  searchable: false,
  sortable: false,
  cellFormatter: ({ documentId }, _, { model }) => (
    <Suspense fallback={null}>
      <SearchStateCell model={model} documentId={documentId} />
    </Suspense>
  ),
};

/** A column of a field; this plugin's fields are known by what the schema says of them. */
type FieldColumn = { name: string; attribute?: { customField?: string } };

const RECORD_FIELDS = [RECORD_FIELD, RECORDS_FIELD].map((field) => `plugin::${PLUGIN_ID}.${field}`);

const holdsRecords = (header: unknown): header is FieldColumn =>
  RECORD_FIELDS.includes((header as Partial<FieldColumn>).attribute?.customField ?? '');

/** Shows the records of a column by their names, as the form does, and not by their ids. */
const withNames = (header: unknown): unknown =>
  holdsRecords(header)
    ? {
        ...header,
        cellFormatter: (row: NamingRow) => (
          <Suspense fallback={null}>
            <RecordNamesCell row={row} field={header.name} />
          </Suspense>
        ),
      }
    : header;

const filterIn = (app: StrapiApp): ListFilter => ({
  name: IN_SEARCH_FILTER,
  type: 'enumeration',
  label: labelOf('list.column'),
  operators: [operator('$eq', 'is'), operator('$ne', 'is not')],
  options: SEARCH_STATES.map((value) => ({ label: textIn(app, `listState.${value}`), value })),
  // What Strapi takes anyway; but only of a filter that names it does it show the option's label.
  input: InputRenderer as never,
});

/** Adds the column and the filter "In search" to the Content Manager's lists of sources, and names to those of rules. */
export const extendLists = (app: StrapiApp): void => {
  app.registerHook(COLUMN_HOOK, ({ displayedHeaders, layout }: Columns): Columns => {
    const headers = displayedHeaders.map(withNames);
    return { displayedHeaders: isMarked(layout) ? [...headers, column] : headers, layout };
  });
  app.registerHook(FILTER_HOOK, ({ displayedFilters, layout }: Filters): Filters => {
    return {
      displayedFilters: isMarked(layout) ? [...displayedFilters, filterIn(app)] : displayedFilters,
      layout,
    };
  });
};
