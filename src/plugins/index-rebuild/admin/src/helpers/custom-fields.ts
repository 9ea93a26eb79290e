import { Search } from '@strapi/icons';

import { PLUGIN_ID, RECORD_FIELD, RECORDS_FIELD, SOURCE_FIELD } from '../../../shared/constants';
import en from '../translations/en.json';
import { getTranslation, type MessageKey } from './translation';

const message = (key: MessageKey) => ({ id: getTranslation(key), defaultMessage: en[key] });

/** Inputs for the forms of search rules and golden queries. */
export const CUSTOM_FIELDS = [
  {
    ...{ name: SOURCE_FIELD, pluginId: PLUGIN_ID, type: 'string' as const, icon: Search },
    ...{ intlLabel: message('field.source'), intlDescription: message('field.sourceHint') },
    components: {
      Input: async () => ({ default: (await import('../components/fields/SourceInput')).SourceInput }),
    },
  },
  {
    ...{ name: RECORD_FIELD, pluginId: PLUGIN_ID, type: 'string' as const, icon: Search },
    ...{ intlLabel: message('field.record'), intlDescription: message('field.recordHint') },
    components: {
      Input: async () => ({ default: (await import('../components/fields/RecordInput')).RecordInput }),
    },
  },
  {
    ...{ name: RECORDS_FIELD, pluginId: PLUGIN_ID, type: 'text' as const, icon: Search },
    ...{ intlLabel: message('field.records'), intlDescription: message('field.recordsHint') },
    components: {
      Input: async () => ({ default: (await import('../components/fields/RecordsInput')).RecordsInput }),
    },
  },
];
