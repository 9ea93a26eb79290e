import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { idsIn } from '../../helpers/record-ids';
import { useListedNames, type NamingRow } from '../../hooks/useListedNames';

export type RecordNamesCellProps = { row: NamingRow; field: string };

/** In a list of the Content Manager: the records that a field names, by their names where these are known. */
const RecordNamesCell = ({ row, field }: RecordNamesCellProps) => {
  const { formatList } = useIntl();
  const nameOf = useListedNames(row, field);
  const names = idsIn(row[field]).map((id) => nameOf(id) ?? id);
  return (
    <Typography ellipsis textColor="neutral800">
      {names.length === 0 ? '-' : formatList(names)}
    </Typography>
  );
};

export default RecordNamesCell;
