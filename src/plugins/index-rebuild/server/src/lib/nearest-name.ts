import { editDistance } from './edit-distance';

/** The name that was probably meant: at most a third of its letters differ. Null if none is close. */
export const nearestName = (wrong: string, names: readonly string[]): string | null => {
  const [best] = names
    .map((name) => ({ name, distance: editDistance(wrong.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(name.length / 3)))
    .sort((left, right) => left.distance - right.distance);
  return best?.name ?? null;
};
