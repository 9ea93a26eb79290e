import { Flex, Typography } from '@strapi/design-system';

import type { Setting } from '../../../../shared/contracts';
import { useValueText } from '../../helpers/settings/texts';
import { useTexts } from '../../helpers/translation';
import { Notice } from '../common/Notice';
import { ServerText } from '../common/ServerText';
import { useAbsoluteTime } from '../common/TimeText';

/** Where the value of a section comes from, and what the file says if that is something else. */
export const SettingSource = ({ setting }: { setting: Setting }) => {
  const text = useTexts();
  const valueText = useValueText();
  const absolute = useAbsoluteTime();
  const { section, source, fileValue, changedAt, changedBy, problem } = setting;
  const name = changedBy ?? text('settings.somebody');
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {problem !== null && (
        <Notice tone="warning" title={text('settings.damaged')}>
          <ServerText>{problem}</ServerText>
        </Notice>
      )}
      <Typography tag="p" variant="pi" textColor="neutral600" style={{ overflowWrap: 'break-word' }}>
        {source === 'file' || changedAt === null
          ? text('settings.fromFile')
          : `${text('settings.fromAdmin', { name, time: absolute(changedAt) })} ${text('settings.fileSays', {
              value: valueText(section, fileValue),
            })}`}
      </Typography>
    </Flex>
  );
};
