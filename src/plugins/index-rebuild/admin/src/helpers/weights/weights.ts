import type { Weights } from '../../../../shared/contracts';

/** Not beside their contract: the admin needs the numbers without zod. */
export const MOST = 4;
export const STEP = 0.25;

export const isFactor = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= MOST;

type Json = { words?: unknown; fields?: Record<string, Record<string, unknown>> };

const fieldsIn = (fields: Json['fields'] = {}): Weights['fields'] =>
  Object.fromEntries(
    Object.entries(fields).map(([uid, factors]) => [
      uid,
      Object.fromEntries(
        Object.entries(factors ?? {}).flatMap(([field, factor]) =>
          isFactor(factor) ? [[field, factor] as const] : []
        )
      ),
    ])
  );

/** Weights of an address, which somebody may have changed; null when there are none. */
export const weightsIn = (text: string | null): Weights | null => {
  if (text === null) return null;
  try {
    const { words = 1, fields } = JSON.parse(text) as Json;
    return { words: isFactor(words) ? words : 1, fields: fieldsIn(fields) };
  } catch {
    return null;
  }
};

/** Whether every factor that was entered can be used. */
export const areUsable = ({ words, fields }: Weights): boolean =>
  [words, ...Object.values(fields).flatMap((factors) => Object.values(factors))].every(isFactor);

/** An object with one entry changed; null takes it out. */
const withEntry = <Value>(
  object: Readonly<Record<string, Value>>,
  key: string,
  value: Value | null
): Record<string, Value> => {
  const others = Object.entries(object).filter(([other]) => other !== key);
  return Object.fromEntries(value === null ? others : [...others, [key, value] as const]);
};

/** The weights with one field's changed. A factor of 1 goes without saying. */
export const withField = (weights: Weights, uid: string, field: string, factor: number): Weights => {
  const own = withEntry(weights.fields[uid] ?? {}, field, factor === 1 ? null : factor);
  const hasAny = Object.keys(own).length > 0;
  return { ...weights, fields: withEntry(weights.fields, uid, hasAny ? own : null) };
};
