/** Letters to insert, delete, replace or swap with the next one, to turn one word into the other. */
const editDistance = (left: string, right: string): number => {
  const rows = [Array.from({ length: right.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= left.length; row += 1) {
    const [before, current] = [rows[row - 1], [row]];
    for (let column = 1; column <= right.length; column += 1) {
      const replaced = before[column - 1] + (left[row - 1] === right[column - 1] ? 0 : 1);
      const isSwap =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      const swapped = isSwap ? rows[row - 2][column - 2] + 1 : Infinity;
      current.push(Math.min(replaced, swapped, before[column] + 1, current[column - 1] + 1));
    }
    rows.push(current);
  }
  return rows[left.length][right.length];
};

/** The name that was probably meant: at most a third of its letters differ. Null if none is close. */
export const nearestName = (wrong: string, names: readonly string[]): string | null => {
  const [best] = names
    .map((name) => ({ name, distance: editDistance(wrong.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(name.length / 3)))
    .sort((left, right) => left.distance - right.distance);
  return best?.name ?? null;
};
