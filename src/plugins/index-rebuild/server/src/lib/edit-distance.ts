/**
 * Letters to insert, delete, replace or swap with the next one, to turn one word into the other
 * (optimal string alignment; Boytsov 2011, 2.1).
 *
 * @param max Where counting ends: any greater distance is given as `max + 1`.
 */
export const editDistance = (left: string, right: string, max = Infinity): number => {
  const width = right.length + 1;
  let beforeLast = new Uint16Array(width);
  let current = new Uint16Array(width);
  let last = Uint16Array.from({ length: width }, (_, column) => column);
  let lastLeast = 0;
  for (let row = 1; row <= left.length; row += 1) {
    current[0] = row;
    let least = row;
    const letter = left.charCodeAt(row - 1);
    for (let column = 1; column < width; column += 1) {
      const replaced = last[column - 1] + (letter === right.charCodeAt(column - 1) ? 0 : 1);
      let cost = Math.min(replaced, last[column] + 1, current[column - 1] + 1);
      const isSwap =
        row > 1 &&
        column > 1 &&
        letter === right.charCodeAt(column - 2) &&
        left.charCodeAt(row - 2) === right.charCodeAt(column - 1);
      if (isSwap) cost = Math.min(cost, beforeLast[column - 2] + 1);
      current[column] = cost;
      if (cost < least) least = cost;
    }
    // A swap reaches back over one row, so both have to be beyond the limit.
    if (Math.min(least, lastLeast) > max) return max + 1;
    lastLeast = least;
    [beforeLast, last, current] = [last, current, beforeLast];
  }
  return Math.min(last[right.length], max + 1);
};
