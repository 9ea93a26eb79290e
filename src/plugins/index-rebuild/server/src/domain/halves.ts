/** Both halves of two or more items: what is refused together may be accepted apart. */
export const halvesOf = <T>(items: readonly T[]): [T[], T[]] => {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)];
};
