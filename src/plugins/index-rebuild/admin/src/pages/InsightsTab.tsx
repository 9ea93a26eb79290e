import { InsightsArea } from '../components/insights/InsightsArea';
import { useCanTry } from '../hooks/useCanTry';
import { usePeriod } from '../hooks/usePeriod';

/** What visitors look for, and what they do not find. */
const InsightsTab = () => {
  const { days, setDays } = usePeriod();
  const canTry = useCanTry();
  return <InsightsArea days={days} onDays={setDays} canTry={canTry} />;
};

export default InsightsTab;
