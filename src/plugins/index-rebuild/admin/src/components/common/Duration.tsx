import { durationParts } from '../../helpers/time';
import { useTexts } from '../../helpers/translation';

/** A measured duration: "1 min 5 s". */
export const Duration = ({ milliseconds }: { milliseconds: number | null }) => {
  const text = useTexts();
  if (milliseconds === null) return <>{text('fact.none')}</>;
  const { hours, minutes, seconds } = durationParts(milliseconds);
  if (hours > 0) return <>{text('duration.hours', { hours, minutes })}</>;
  if (minutes > 0) return <>{text('duration.minutes', { minutes, seconds })}</>;
  return <>{text('duration.seconds', { seconds })}</>;
};
