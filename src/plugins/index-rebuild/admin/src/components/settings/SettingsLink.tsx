import { Link } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { PLUGIN_ID } from '../../../../shared/constants';
import { useTexts } from '../../helpers/translation';

/** Leads to the settings, for those who may see them. */
export const SettingsLink = () => {
  const text = useTexts();
  return (
    <Link tag={NavLink} to={`/settings/${PLUGIN_ID}`}>
      {text('settings.open')}
    </Link>
  );
};
