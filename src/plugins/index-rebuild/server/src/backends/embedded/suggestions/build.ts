import { writeFile } from 'node:fs/promises';

import { fold } from '../../../domain/analyzer';
import { languageOf } from '../../../domain/languages';
import { sourceOf, type IndexSpec } from '../../../domain/index-spec';
import { FILES, type ManifestRecord, type RecordTexts } from '../../../domain/manifest';
import { frequentPhrases } from '../../../domain/phrases';
import { phraseFields } from '../../../domain/suggestions';
import { readJsonLines } from '../../../lib/json-lines';
import { serialiseSuggestions, type Entry } from './table';

/** Phrases and tags that are kept of a generation. */
const MOST_PHRASES = 50_000;
const MOST_TAGS = 20_000;
/** Records of each tag and phrase that are kept, to check them when it is suggested. */
const PLACES = 3;

/** Of each content type and locale, phrases are counted in so many records, evenly chosen. */
const COUNTED_RECORDS = 10_000;
/** Characters of a record's text that are read for phrases. */
const COUNTED_CHARACTERS = 8_000;
/** A phrase is frequent when one in so many counted records has it, but at least so many records. */
const FREQUENT = { oneIn: 5_000, least: 3 };

type Counted = Entry & { count: number };

/** What is gathered of the records of one content type in one locale. */
type Group = {
  uid: string;
  language: string;
  size: number;
  /** Records so far. */
  read: number;
  /** Tags by folded text. */
  tags: Map<string, { text: string; count: number; records: number[] }>;
  /** The counted records and their texts. */
  counted: number[];
  texts: string[][];
};

/** The group of each record, in the order of the records. */
const readGroups = async (file: string): Promise<Group[]> => {
  const groups = new Map<string, Group>();
  const ofRecords: Group[] = [];
  for await (const { uid, locale } of readJsonLines<ManifestRecord>(file)) {
    const key = `${uid}:${locale ?? ''}`;
    const group = groups.get(key) ?? {
      ...{ uid, language: languageOf(locale), size: 0, read: 0 },
      ...{ tags: new Map(), counted: [], texts: [] },
    };
    group.size += 1;
    groups.set(key, group);
    ofRecords.push(group);
  }
  return ofRecords;
};

const addTags = ({ tags }: Group, record: number, { tags: own = [] }: RecordTexts): void => {
  for (const text of own) {
    const key = fold(text);
    const tag = tags.get(key) ?? { text, count: 0, records: [] };
    tag.count += 1;
    if (tag.records.length < PLACES) tag.records.push(record);
    tags.set(key, tag);
  }
};

const strideOf = ({ size }: Group): number => Math.ceil(size / COUNTED_RECORDS);

const addTexts = (group: Group, record: number, texts: readonly string[]): void => {
  if (group.read % strideOf(group) === 0) {
    group.counted.push(record);
    group.texts.push(texts.map((text) => text.slice(0, COUNTED_CHARACTERS)));
  }
  group.read += 1;
};

/** A group's part of the phrases is as large as its part of the records. */
const phrasesOf = (group: Group, all: number): Counted[] => {
  const { oneIn, least } = FREQUENT;
  const limits = {
    least: Math.max(least, Math.ceil(group.counted.length / oneIn)),
    most: Math.ceil((MOST_PHRASES * group.size) / all),
    places: PLACES,
    language: group.language,
  };
  return frequentPhrases(group.texts, limits).map(({ text, count, records }) => ({
    text,
    count: count * strideOf(group),
    records: records.map((place) => group.counted[place]),
  }));
};

const byFrequency = (entries: readonly Counted[]): Counted[] =>
  [...entries].sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));

/** Writes the names, tags and frequent phrases of the records, each for its content type and locale. */
export const buildSuggestions = async (
  pathOf: (file: string) => string,
  spec: Pick<IndexSpec, 'sources'>,
  signal: AbortSignal
): Promise<void> => {
  const groupOf = await readGroups(pathOf(FILES.stagedRecords));
  const names: { text: string; key: string; records: number[] }[] = [];
  let record = 0;
  for await (const line of readJsonLines<RecordTexts>(pathOf(FILES.passages))) {
    signal.throwIfAborted();
    const group = groupOf[record];
    const source = sourceOf(spec, group.uid);
    if (!source) throw new Error(`${group.uid} is not a source of this build.`);
    const name = line.name.replace(/\s+/g, ' ').trim();
    if (name !== '') names.push({ text: name, key: fold(name), records: [record] });
    addTags(group, record, line);
    addTexts(
      group,
      record,
      phraseFields(source).flatMap((field) => line.fields[field] ?? [])
    );
    record += 1;
  }
  const groups = [...new Set(groupOf)];
  const bytes = serialiseSuggestions({
    name: names.sort((a, b) => (a.key < b.key ? -1 : 1)),
    tag: byFrequency(groups.flatMap(({ tags }) => [...tags.values()])).slice(0, MOST_TAGS),
    phrase: byFrequency(groups.flatMap((group) => phrasesOf(group, record))),
  });
  await writeFile(pathOf(FILES.suggestions), bytes, { flush: true });
};
