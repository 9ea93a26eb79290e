// @ts-check
import { createReadStream } from 'node:fs';

/** @typedef {Omit<import('./types.mjs').InventedExpert, 'field'>} Expert */
/** @typedef {{ line: number, problem: string }} Problem */

/**
 * The lines of a file, without holding all of it. Only \n ends a line: readline also breaks at
 * U+2028, which JSON allows inside strings.
 *
 * @param {string} path
 */
const linesOf = async function* (path) {
  let rest = '';
  let isStart = true;
  for await (const chunk of createReadStream(path, { encoding: 'utf8' })) {
    rest += isStart ? chunk.replace(/^\uFEFF/, '') : chunk;
    isStart = false;
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  yield rest;
};

const isText = (/** @type {unknown} */ value) => typeof value === 'string';
const isTextList = (/** @type {unknown} */ value) => Array.isArray(value) && value.every(isText);

/** Exports write null for missing values. */
const isAbsent = (/** @type {unknown} */ value) => value === undefined || value === null;

/**
 * What is wrong with a parsed line, in words for the author of the file; null if it is fine.
 *
 * @param {unknown} value
 */
const problemOf = (value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not a JSON object';
  /** @type {Record<string, unknown>} */
  const fields = { ...value };
  for (const key of ['name', 'bio']) {
    if (isAbsent(fields[key])) return `"${key}" is missing`;
  }
  for (const key of ['name', 'bio', 'title', 'organization', 'location']) {
    if (!isAbsent(fields[key]) && !isText(fields[key])) return `"${key}" is not a string`;
  }
  for (const key of ['name', 'bio']) {
    if (String(fields[key]).trim() === '') return `"${key}" is empty`;
  }
  for (const key of ['tags', 'links']) {
    if (!isAbsent(fields[key]) && !isTextList(fields[key])) return `"${key}" is not an array of strings`;
  }
  return null;
};

/**
 * @param {string} text
 * @param {number} line
 * @returns {{ expert: Expert } | { problem: string }}
 */
const parseLine = (text, line) => {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'not JSON' };
  }
  const problem = problemOf(value);
  if (problem !== null) return { problem };
  const { id, name, bio, title, organization, location, tags, links } = value;
  return {
    expert: {
      key: isText(id) && id !== '' ? id : `line-${line}`,
      name,
      title: title ?? '',
      organization: organization ?? '',
      location: location ?? '',
      bio,
      tags: tags ?? [],
      links: links ?? [],
    },
  };
};

/**
 * Reads real experts from a file with one JSON object in each line. Unusable lines are skipped
 * and returned with the reason.
 *
 * @param {string} path
 * @returns {Promise<{ experts: Expert[], problems: Problem[] }>}
 */
export const readExpertsFile = async (path) => {
  /** @type {Expert[]} */
  const experts = [];
  /** @type {Problem[]} */
  const problems = [];
  /** @type {Map<string, number>} */
  const lineByKey = new Map();
  let line = 0;
  for await (const text of linesOf(path)) {
    line += 1;
    if (text.trim() === '') continue;
    const result = parseLine(text, line);
    if ('problem' in result) {
      problems.push({ line, problem: result.problem });
      continue;
    }
    const { key } = result.expert;
    const earlier = lineByKey.get(key);
    if (earlier !== undefined) {
      problems.push({ line, problem: `the id "${key}" was already used in line ${earlier}` });
      continue;
    }
    lineByKey.set(key, line);
    experts.push(result.expert);
  }
  return { experts, problems };
};
