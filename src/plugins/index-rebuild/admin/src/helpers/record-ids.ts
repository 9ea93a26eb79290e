/** The document ids that a field of records holds, separated by commas. */
export const idsIn = (value: unknown): string[] =>
  (typeof value === 'string' ? value : '')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
