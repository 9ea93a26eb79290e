import { InsightsArea } from '../components/insights/InsightsArea';
import { useCanTrySearch } from '../hooks/useCanTrySearch';
import { usePeriod } from '../hooks/usePeriod';

/** What visitors look for, and what they do not find. */
const InsightsTab = () => {
  const { days, setDays } = usePeriod();
  const canTry = useCanTrySearch();
  return <InsightsArea days={days} onDays={setDays} canTry={canTry} />;
};

export default InsightsTab;
