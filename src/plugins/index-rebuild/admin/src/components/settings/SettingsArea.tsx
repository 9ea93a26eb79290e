import { Button, EmptyStateLayout, Flex, Loader } from '@strapi/design-system';
import { useState } from 'react';

import type { SettingsSection } from '../../../../shared/constants';
import type { SettingValues } from '../../../../shared/contracts';
import { useGetSettingsQuery } from '../../api/settings';
import { useTexts } from '../../helpers/translation';
import { Notice } from '../common/Notice';
import { ChangesList } from './ChangesList';
import { FixedSettings } from './FixedSettings';
import { SettingCard } from './SettingCard';

type SettingsAreaProps = {
  canUpdate: boolean;
  /** Told whether anything is entered that is not saved. */
  onUnsaved: (isUnsaved: boolean) => void;
};

/** Every setting: those that can be changed, who changed them, and those of the file. */
export const SettingsArea = ({ canUpdate, onUnsaved }: SettingsAreaProps) => {
  const text = useTexts();
  const { data, isError, refetch } = useGetSettingsQuery();
  const [dirty] = useState(() => new Set<SettingsSection>());
  if (!data && isError) {
    return (
      <EmptyStateLayout
        content={text('settings.error')}
        action={<Button onClick={() => void refetch()}>{text('status.retry')}</Button>}
      />
    );
  }
  if (!data) return <Loader>{text('settings.loading')}</Loader>;
  const { sections, readOnly, serverTimeZone, fixed } = data;
  const schedule = sections.find(({ section }) => section === 'schedule')?.value as SettingValues['schedule'];
  const track = (section: SettingsSection, isDirty: boolean): void => {
    if (isDirty) dirty.add(section);
    else dirty.delete(section);
    onUnsaved(dirty.size > 0);
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={6} paddingBottom={8}>
      {readOnly && <Notice tone="primary" title={text('settings.readOnly')} />}
      {sections.map((setting) => (
        <SettingCard
          key={setting.section}
          setting={setting}
          timeZone={schedule.timeZone ?? serverTimeZone}
          canUpdate={canUpdate && !readOnly}
          onDirty={(isDirty) => track(setting.section, isDirty)}
        />
      ))}
      <ChangesList />
      <FixedSettings settings={fixed} />
    </Flex>
  );
};
