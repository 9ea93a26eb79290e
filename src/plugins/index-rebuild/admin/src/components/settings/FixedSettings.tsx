import { Flex, Table, Tbody, Tr, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { FixedSetting } from '../../../../shared/contracts';
import { useTexts, type MessageKey } from '../../helpers/translation';
import { Cell, CellText, TableHead, type RowPlace } from '../common/TableParts';

const COLUMNS: MessageKey[] = ['settings.setting', 'settings.value', 'settings.key'];
const HEADING = 'index-settings-fixed';

/** `sources[0].template` is named like `source.template`. */
const textKey = (key: string): MessageKey =>
  `settingsFixed.${key.replace(/^sources\[\d+\]/, 'source')}` as MessageKey;

const useShownValue = () => {
  const text = useTexts();
  const { formatNumber } = useIntl();
  return (value: FixedSetting['value']): string => {
    if (value === null || (Array.isArray(value) && value.length === 0)) return text('settings.none');
    if (Array.isArray(value)) return value.join(', ');
    if (typeof value === 'boolean') return text(value ? 'settings.yes' : 'settings.no');
    return typeof value === 'number' ? formatNumber(value) : value;
  };
};

const Row = ({ fixed: { key, source, value }, ...place }: RowPlace & { fixed: FixedSetting }) => {
  const text = useTexts();
  const shown = useShownValue();
  return (
    <Tr {...place}>
      <Cell below={source}>
        <CellText>{text(textKey(key))}</CellText>
      </Cell>
      <Cell>
        <CellText>{shown(value)}</CellText>
      </Cell>
      <Cell>
        <CellText>
          <code>{key}</code>
        </CellText>
      </Cell>
    </Tr>
  );
};

/** What only config/plugins.ts can change. */
export const FixedSettings = ({ settings }: { settings: FixedSetting[] }) => {
  const text = useTexts();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex direction="column" alignItems="stretch" gap={1}>
        <Typography variant="beta" tag="h2" id={HEADING}>
          {text('settings.fixed')}
        </Typography>
        <Typography tag="p" textColor="neutral600">
          {text('settings.fixedText')}
        </Typography>
      </Flex>
      <Table colCount={COLUMNS.length} rowCount={settings.length + 1} aria-labelledby={HEADING}>
        <TableHead columns={COLUMNS} />
        <Tbody>
          {settings.map((fixed) => (
            <Row key={fixed.key} fixed={fixed} />
          ))}
        </Tbody>
      </Table>
    </Flex>
  );
};
