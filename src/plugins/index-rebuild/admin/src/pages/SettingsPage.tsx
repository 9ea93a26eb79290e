import { Layouts, Page } from '@strapi/strapi/admin';
import { useState } from 'react';

import { ACTIONS } from '../../../shared/constants';
import { SettingsArea } from '../components/settings/SettingsArea';
import { UnsavedChanges } from '../components/settings/UnsavedChanges';
import { useTexts } from '../helpers/translation';
import { useSettingsAccess } from '../hooks/useSettingsAccess';

const MAY_READ = [{ action: ACTIONS.readSettings, subject: null }];

const SettingsPage = () => {
  const text = useTexts();
  const { canUpdate } = useSettingsAccess();
  const [isUnsaved, setUnsaved] = useState(false);
  return (
    <Page.Main>
      <Page.Title>{text('settings.title')}</Page.Title>
      <Layouts.Header title={text('settings.title')} subtitle={text('settings.subtitle')} />
      <Layouts.Content>
        <SettingsArea canUpdate={canUpdate} onUnsaved={setUnsaved} />
      </Layouts.Content>
      <UnsavedChanges isUnsaved={isUnsaved} />
    </Page.Main>
  );
};

const ProtectedSettingsPage = () => (
  <Page.Protect permissions={MAY_READ as never}>
    <SettingsPage />
  </Page.Protect>
);

export default ProtectedSettingsPage;
