/**
 * Batches of texts that are about equally long, the longest first: a model pads each text to the longest of
 * its batch, so that a short one beside a long one costs as much.
 */
export const alikeBatches = <Item extends { text: string }>(
  items: readonly Item[],
  size: number
): Item[][] => {
  const sorted = [...items].sort((a, b) => b.text.length - a.text.length);
  const batches: Item[][] = [];
  for (const item of sorted) {
    const last = batches.at(-1);
    const isAlike = last !== undefined && item.text.length * 2 >= last[0].text.length;
    if (last && isAlike && last.length < size) last.push(item);
    else batches.push([item]);
  }
  return batches;
};
