// @ts-check
/** The value below which `share` (0 to 1) of the numbers lie. @param {readonly number[]} numbers @param {number} share */
export const quantile = (numbers, share) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
};

/** @param {number} number @param {number} [digits] */
export const round = (number, digits = 2) => Number(number.toFixed(digits));
