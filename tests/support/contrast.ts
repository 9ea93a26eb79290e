/** Relative luminance of a CSS colour such as `rgb(1, 2, 3)` (WCAG 2.2). */
const luminance = (colour: string): number => {
  const [red, green, blue] = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((text) => {
    const value = Number(text) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** Contrast of two CSS colours, 1 to 21. */
export const contrast = (left: string, right: string): number => {
  const [dark, light] = [luminance(left), luminance(right)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

/** What WCAG 2.2 (AA) asks of normal text. */
export const MIN_CONTRAST = 4.5;

/** The colour behind an element's text. Runs in the browser. */
export const backgroundOf = (element: Element): string => {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor;
    if (colour !== 'rgba(0, 0, 0, 0)') return colour;
  }
  return 'rgb(255, 255, 255)';
};
