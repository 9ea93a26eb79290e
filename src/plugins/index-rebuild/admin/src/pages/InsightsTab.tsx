import { InsightsArea } from '../components/insights/InsightsArea';
import { SettingsLink } from '../components/settings/SettingsLink';
import { useCanTry } from '../hooks/useCanTry';
import { useMaySteer } from '../hooks/useMaySteer';
import { usePeriod } from '../hooks/usePeriod';
import { useSettingsAccess } from '../hooks/useSettingsAccess';

/** What visitors look for, and what they do not find. */
const InsightsTab = () => {
  const { days, setDays } = usePeriod();
  const canTry = useCanTry();
  const may = useMaySteer();
  const { canRead } = useSettingsAccess();
  return (
    <InsightsArea
      days={days}
      onDays={setDays}
      {...{ canTry, may }}
      settingsLink={canRead && <SettingsLink />}
    />
  );
};

export default InsightsTab;
