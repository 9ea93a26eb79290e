import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The lines between the two rules at the start of a model card. */
const frontMatter = (text: string): string[] => {
  const [first, ...lines] = text.split(/\r?\n/);
  const end = lines.indexOf('---');
  return first === '---' && end >= 0 ? lines.slice(0, end) : [];
};

const plain = (value: string): string => value.trim().replace(/^["']|["']$/g, '');

/**
 * The value of a key of the card, which is one word or a list in either of YAML's two forms. Cards use
 * no more of YAML than that for their languages.
 */
const valuesOf = (lines: readonly string[], key: string): string[] => {
  const at = lines.findIndex((line) => line.startsWith(`${key}:`));
  if (at < 0) return [];
  const inline = plain(lines[at].slice(key.length + 1));
  if (inline)
    return inline
      .replace(/^\[|\]$/g, '')
      .split(',')
      .map(plain)
      .filter(Boolean);
  const after = lines.slice(at + 1);
  const end = after.findIndex((line) => !/^\s*- /.test(line));
  return after.slice(0, end < 0 ? after.length : end).map((line) => plain(line.replace(/^\s*- /, '')));
};

/** What a model's card, its README.md, says of it. `languages`: codes; null if it says none. */
export const cardOf = async (modelDir: string): Promise<{ languages: string[] | null }> => {
  const text = await readFile(path.join(modelDir, 'README.md'), 'utf8').catch(() => '');
  const languages = valuesOf(frontMatter(text), 'language');
  return { languages: languages.length > 0 ? languages : null };
};
