import { renderTemplate, templateFields, valueAsText, type RecordValues } from './source-text';

/** How a record's text is split. Part of the index spec, since it changes the vectors. */
export type PassageRule = {
  /** The field whose sentences become passages. */
  field: string;
  /** Put in front of each sentence, so that it keeps its subject. */
  context: string;
  /** Sentences beyond this many are part of the whole record only. */
  maxPerRecord: number;
  /** Sentences shorter than this many characters are joined to the one before. */
  minLength: number;
};

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Sentences by the rules of Unicode (UAX 29); short ones join the one before them. */
export const sentences = (text: string, minLength: number): string[] => {
  const joined: string[] = [];
  for (const { segment } of segmenter.segment(text)) {
    const sentence = segment.trim();
    if (!sentence) continue;
    const before = joined.at(-1);
    if (before !== undefined && (sentence.length < minLength || before.length < minLength)) {
      joined[joined.length - 1] = `${before} ${sentence}`;
    } else joined.push(sentence);
  }
  return joined;
};

/** A passage as it is shown and as it is embedded. */
export type Passage = { text: string; embedded: string };

/** The passages of a record; empty when there would be only one. */
export const passagesOf = (rule: PassageRule | null, values: RecordValues): Passage[] => {
  if (rule === null) return [];
  const found = sentences(valueAsText(values[rule.field]), rule.minLength).slice(0, rule.maxPerRecord);
  if (found.length < 2) return [];
  const context = renderTemplate(rule.context, values);
  return found.map((text) => ({ text, embedded: context ? `${context}. ${text}` : text }));
};

/** The fields that a rule names; none without a rule. */
export const ruleFields = (rule: PassageRule | null): string[] =>
  rule === null ? [] : [rule.field, ...templateFields(rule.context)];
