import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { countWords } from '../../scripts/experts/biography.mjs';
import { conjugate, fillMarks, inWords, withArticle } from '../../scripts/experts/grammar.mjs';
import { FIELDS, inventExperts, slugOf } from '../../scripts/experts/index.mjs';
import { readExpertsFile } from '../../scripts/experts/jsonl.mjs';
import { CULTURES, inventName } from '../../scripts/experts/names.mjs';
import { randomFor } from '../../scripts/experts/random.mjs';

const many = inventExperts(5_000);
const some = many.slice(0, 500);
const bios = many.map(({ bio }) => bio);

/** The biographies in which a pattern is found, so that a failing test shows them. */
const biosWith = (pattern: RegExp) => bios.filter((bio) => pattern.test(bio));

const sentencesOf = (bio: string) => bio.split(/(?<=[.?!]”?) (?=\S)/);

describe('inventExperts', () => {
  it('gives the same experts for the same seed', () => {
    expect(inventExperts(50, { seed: 9 })).toEqual(inventExperts(50, { seed: 9 }));
  });

  it('gives other experts for another seed', () => {
    const other = inventExperts(500, { seed: 2 });
    const shared = new Set(some.map(({ bio }) => bio));
    expect(other.filter(({ bio }) => shared.has(bio))).toEqual([]);
    expect(other.filter(({ name }, index) => name === some[index].name).length).toBeLessThan(5);
  });

  it('gives the same expert at an index however many are made', () => {
    expect(inventExperts(10)).toEqual(some.slice(0, 10));
    expect(inventExperts(10, { from: 100 })).toEqual(some.slice(100, 110));
  });

  it('gives the same first expert on every machine', () => {
    const { key, name, title, location, tags } = some[0];
    expect({ key, name, title, location, tags }).toEqual({
      key: 'expert-00001',
      name: 'Andrea Castagnoli',
      title: 'Animal health officer',
      location: 'Lugano, Switzerland',
      tags: ['avian influenza', 'rabies', 'veterinary medicine'],
    });
  });

  it('gives an empty list when none are asked for', () => {
    expect(inventExperts(0)).toEqual([]);
  });

  it('gives every expert a unique key and hardly ever the name of another', () => {
    expect(new Set(many.map(({ key }) => key)).size).toBe(many.length);
    expect(new Set(some.map(({ name }) => name)).size).toBeGreaterThan(480);
  });

  it('always gives name, title and biography, and leaves the rest out now and then', () => {
    expect(many.filter(({ name, title, bio }) => [name, title, bio].includes(''))).toEqual([]);
    const without = {
      organization: some.filter(({ organization }) => organization === '').length,
      location: some.filter(({ location }) => location === '').length,
      links: some.filter(({ links }) => links.length === 0).length,
    };
    for (const count of Object.values(without)) {
      expect(count).toBeGreaterThan(10);
      expect(count).toBeLessThan(200);
    }
  });

  it('covers the fields of work', () => {
    expect(FIELDS.length).toBeGreaterThanOrEqual(30);
    expect(new Set(FIELDS.map(({ id }) => id)).size).toBe(FIELDS.length);
    expect(new Set(some.map(({ field }) => field)).size).toBeGreaterThanOrEqual(25);
  });

  it('tags an expert with two to five different words of their field', () => {
    const byId = new Map(FIELDS.map((field) => [field.id, field]));
    const isWrong = ({ tags, field }: (typeof many)[number]) => {
      const { label, topics } = byId.get(field)!;
      const known = new Set([label.toLowerCase(), ...topics.map(([, , tag]) => tag)]);
      const isRepeated = new Set(tags).size < tags.length;
      return tags.length < 2 || tags.length > 5 || isRepeated || !tags.every((tag) => known.has(tag));
    };
    expect(many.filter(isWrong)).toEqual([]);
    expect(new Set(many.map(({ tags }) => tags.length))).toEqual(new Set([2, 3, 4, 5]));
  });

  it('links only to hosts that are reserved for examples', () => {
    const links = many.flatMap((expert) => expert.links);
    expect(links.length).toBeGreaterThan(1_000);
    const hosts = new Set(links.map((link) => new URL(link).hostname));
    expect([...hosts].sort()).toEqual(['example.com', 'example.org', 'www.example.com']);
    expect(links.filter((link) => !/^https:\/\/[\w./@-]+[\w]$/.test(link))).toEqual([]);
  });
});

describe('biographies', () => {
  it('have 40 to 150 words, and not all the same number', () => {
    const lengths = bios.map(countWords);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(40);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(150);
    expect(lengths.filter((length) => length < 60).length).toBeGreaterThan(200);
    expect(lengths.filter((length) => length > 120).length).toBeGreaterThan(200);
  });

  it('are all different, and seldom share a sentence', () => {
    expect(new Set(bios).size).toBe(bios.length);
    const sentences = some.flatMap(({ bio }) => sentencesOf(bio));
    expect(new Set(sentences).size / sentences.length).toBeGreaterThan(0.95);
  });

  it('are written in the first person, in the third and without any', () => {
    const first = some.filter(({ bio }) => /\bI\b/.test(bio.replace(/“[^”]*”/g, '')));
    const they = some.filter(({ bio }) => /\bThey (are|have|once)\b/.test(bio));
    expect(first.length).toBeGreaterThan(80);
    expect(first.length).toBeLessThan(250);
    expect(they.length).toBeGreaterThan(5);
  });

  it('tell no employer, feat or language list twice', () => {
    const repeating = many.filter(({ bio, field }) => {
      const { employers, feats } = FIELDS.find(({ id }) => id === field)!;
      const told = [...employers, ...feats, ...(bio.match(/\S+, English and [\w ]+/g) ?? [])];
      return told.some((fact) => bio.split(fact).length > 2);
    });
    expect(repeating).toEqual([]);
  });

  it('tell about the subject that the first tag names', () => {
    const byId = new Map(FIELDS.map((field) => [field.id, field]));
    const silent = many.filter(({ bio, field, tags }) => {
      const [what] = byId.get(field)!.topics.find(([, , tag]) => tag === tags[0])!;
      return !bio.toLowerCase().includes(what.toLowerCase());
    });
    expect(silent).toEqual([]);
  });

  it.each([
    ['marks that were not filled', /[{}[\]]/],
    ['values that were not given', /undefined|null|NaN|\[object/],
    ['double spaces or spaces at the ends', /\s{2}|^\s|\s$/],
    ['spaces before or no space after punctuation', / [,.;:?!]|[,;:?!][A-Za-z]|[a-z]\.[A-Z]/],
    ['doubled punctuation', /[.,;:]{2}/],
    ['doubled words', /\b(the|a|an|and|of|in|at|to|is|has|by|for|with) \1\b/i],
    ['a before a vowel', /(?<!\p{L})a [aeio]/iu],
    ['an before a consonant', /(?<!\p{L})an [b-df-gj-np-tv-z]/u],
    ['sentences that begin small', /[.?!] [a-z]/],
    ['texts that end without a full stop', /[^.?”]$/],
    ['straight quotation marks', /['"]/],
  ])('have no %s', (_, pattern) => {
    expect(biosWith(pattern)).toEqual([]);
  });

  it.each([
    ['they with a singular verb', /\bthey (is|has|was|does|gets|says|knows|speaks|works|keeps|trusts)\b/i],
    ['she or he with a plural verb', /\b(she|he) (are|have|were|do|get|say|know|speak|work|keep|trust)\b/i],
    ['I with a verb of the third person', /\bI (is|has|are|were|does|gets|says|knows|speaks|works|keeps)\b/],
    ['an object for a subject', /(^|[.?!] )(Him|Them|Me) /],
    ['a verb form that English lacks', /\b(haves|bes|carrys|applys|teachs|catchs|wishs|ams)\b/],
  ])('never join %s', (_, pattern) => {
    expect(biosWith(pattern)).toEqual([]);
  });

  it('keep to one set of pronouns', () => {
    const subjects = bios.filter((bio) => {
      const told = ['She', 'He', 'They'].filter((subject) => new RegExp(`(^|[.?!] )${subject} `).test(bio));
      return told.length > 1;
    });
    expect(subjects).toEqual([]);
  });
});

describe('fillMarks', () => {
  const person = (subject: 'she' | 'he' | 'they' | 'I', byName = false) => ({
    subject,
    full: 'Robin van der Meulen',
    short: 'van der Meulen',
    byName: () => byName,
  });

  it.each([
    ['she', 'She carries a spoon, is tired and has her hat; it suits her, she says herself.'],
    ['he', 'He carries a spoon, is tired and has his hat; it suits him, he says himself.'],
    ['they', 'They carry a spoon, are tired and have their hat; it suits them, they say themself.'],
    ['I', 'I carry a spoon, am tired and have my hat; it suits me, I say myself.'],
  ] as const)('fills every mark for "%s"', (subject, expected) => {
    const text = '{S} {v:carry} a spoon, {am} tired and {have} {p} hat; it suits {o}, {s} {v:say} {self}.';
    expect(fillMarks(text, person(subject))).toBe(expected);
  });

  it('takes the singular after a name and the plural after "they", in one sentence', () => {
    const text = '{S} {v:sketch} before {s} {v:speak}. {P} pencils {am} short.';
    expect(fillMarks(text, person('they', true))).toMatch(
      /^Van der Meulen sketches before they speak\. Their/
    );
  });

  it('does not use the name in two sentences in a row', () => {
    expect(fillMarks('{N} {am} here. {S} {v:sing}. {S} {v:go}.', person('she', true))).toBe(
      'Robin van der Meulen is here. She sings. Van der Meulen goes.'
    );
  });

  it('keeps a name out of the first person', () => {
    const text = '{S} {was} late, {n} {v:do} not mind.';
    expect(fillMarks(text, person('I', true))).toBe('I was late, I do not mind.');
  });
});

describe('words', () => {
  it('conjugates by the ending and by the subject', () => {
    const verbs = ['carry', 'play', 'teach', 'miss', 'go', 'have', 'am', 'was'];
    expect(verbs.map((verb) => conjugate(verb, 'he')).join(' ')).toBe(
      'carries plays teaches misses goes has is was'
    );
    expect(verbs.map((verb) => conjugate(verb, 'they')).join(' ')).toBe(
      'carry play teach miss go have are were'
    );
  });

  it('chooses articles, numbers and slugs', () => {
    expect([withArticle('architect'), withArticle('tailor')]).toEqual(['an architect', 'a tailor']);
    expect([3, 12, 20, 31].map(inWords)).toEqual(['three', 'twelve', 'twenty', 'thirty-one']);
    expect(slugOf('Þóra Jónsdóttir')).toBe('thora-jonsdottir');
    expect(slugOf('Nguyễn Thị Hồng Nhung')).toBe('nguyen-thi-hong-nhung');
    expect(slugOf('Łucja O’Dwyer-Żurawska')).toBe('lucja-odwyer-zurawska');
  });
});

describe('names', () => {
  const culture = (id: string) => CULTURES.find((one) => one.id === id)!;
  const namesOf = (id: string) =>
    Array.from({ length: 60 }, (_, index) => inventName(culture(id), randomFor(1, index)));

  it('come from at least 14 cultures and in several scripts', () => {
    expect(CULTURES.length).toBeGreaterThanOrEqual(14);
    const names = some.map(({ name }) => name).join(' ');
    for (const script of ['Latin', 'Greek', 'Cyrillic', 'Arabic', 'Han', 'Hangul', 'Georgian']) {
      expect(names).toMatch(new RegExp(`\\p{Script=${script}}`, 'u'));
    }
    for (const letter of 'ễÞłçñřőāọ') expect(many.map(({ name }) => name).join('')).toContain(letter);
  });

  it('follow the customs of their culture', () => {
    for (const { plain, formal, given, pronouns } of namesOf('icelandic')) {
      expect(plain).toMatch({ she: /dóttir$/, he: /son$/, they: /bur$/ }[pronouns]);
      expect(formal).toBe(given);
    }
    for (const { plain, given, formal } of namesOf('vietnamese')) {
      expect(plain.split(' ').length).toBeGreaterThanOrEqual(3);
      expect(plain.endsWith(given)).toBe(true);
      expect(formal).toBe(given);
    }
    for (const { plain, given, formal } of namesOf('korean')) expect(plain).toBe(`${formal} ${given}`);
    for (const { plain, pronouns } of namesOf('polish')) {
      if (pronouns === 'she') expect(plain).toMatch(/a$/);
    }
  });

  it('have a woman’s form for each family name that needs one', () => {
    for (const { family, herFamily } of CULTURES) {
      if (herFamily) expect(herFamily).toHaveLength(family.length);
    }
  });
});

describe('randomFor', () => {
  it('gives each index a stream of its own', () => {
    const firsts = Array.from({ length: 1_000 }, (_, index) => randomFor(1, index).integer(0, 1_000_000));
    expect(new Set(firsts).size).toBeGreaterThan(990);
    const mean = firsts.reduce((sum, value) => sum + value, 0) / firsts.length;
    expect(mean).toBeGreaterThan(450_000);
    expect(mean).toBeLessThan(550_000);
  });

  it('reaches both ends of a range, and loses nothing in a shuffle', () => {
    const random = randomFor(3, 3);
    const rolls = new Set(Array.from({ length: 200 }, () => random.integer(1, 6)));
    expect([...rolls].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    const list = [1, 2, 3, 4, 5];
    expect([...random.shuffle(list)].sort()).toEqual(list);
    expect(list).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('readExpertsFile', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'experts-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const read = (content: string) => {
    const file = path.join(folder, 'experts.jsonl');
    writeFileSync(file, content);
    return readExpertsFile(file);
  };
  const line = (fields: object) => JSON.stringify({ name: 'Ann', bio: 'Maps reefs.', ...fields });

  it('reads every field of an expert, fills in what is missing and ignores the rest', async () => {
    const full = {
      ...{ title: 'Forester', organization: 'Canopy', location: 'Turku, Finland' },
      ...{ tags: ['trees'], links: ['https://example.org/ann'] },
    };
    const lines = [line({ id: 'a1', ...full, age: 40 }), line({ title: null })];
    const { experts, problems } = await read(lines.join('\n'));
    expect(problems).toEqual([]);
    expect(experts).toEqual([
      { key: 'a1', name: 'Ann', bio: 'Maps reefs.', ...full },
      {
        ...{ key: 'line-2', name: 'Ann', bio: 'Maps reefs.', title: '', organization: '', location: '' },
        ...{ tags: [], links: [] },
      },
    ]);
  });

  it('lists the lines that cannot be used and keeps the others', async () => {
    const { experts, problems } = await read(
      [
        line({}),
        '{"name": "Ann", ',
        '[1]',
        JSON.stringify({ bio: 'No name.' }),
        line({ bio: '  ' }),
        line({ name: 5 }),
        line({ location: ['Turku'] }),
        line({ tags: 'trees' }),
        line({ links: ['https://example.org', 7] }),
        'null',
        line({}),
      ].join('\n')
    );
    expect(experts.map(({ key }) => key)).toEqual(['line-1', 'line-11']);
    expect(problems).toEqual([
      { line: 2, problem: 'not JSON' },
      { line: 3, problem: 'not a JSON object' },
      { line: 4, problem: '"name" is missing' },
      { line: 5, problem: '"bio" is empty' },
      { line: 6, problem: '"name" is not a string' },
      { line: 7, problem: '"location" is not a string' },
      { line: 8, problem: '"tags" is not an array of strings' },
      { line: 9, problem: '"links" is not an array of strings' },
      { line: 10, problem: 'not a JSON object' },
    ]);
  });

  it('reports the later of two lines with one id', async () => {
    const first = line({ id: 'x', bio: 'First.' });
    const { experts, problems } = await read(
      [first, line({ id: 'line-3' }), line({}), line({ id: 'x' }), line({ id: 7 })].join('\n')
    );
    expect(experts.map(({ key }) => key)).toEqual(['x', 'line-3', 'line-5']);
    expect(experts[0].bio).toBe('First.');
    expect(problems).toEqual([
      { line: 3, problem: 'the id "line-3" was already used in line 2' },
      { line: 4, problem: 'the id "x" was already used in line 1' },
    ]);
  });

  it('accepts a BOM, Windows line ends, blank lines and separators inside strings', async () => {
    const separators = 'One\u2028two\u2029three\u0085four.';
    const raw = `{"name":"Ann","bio":"${separators}"}`;
    const { experts, problems } = await read(`\uFEFF${raw}\r\n\r\n   \n${line({ name: 'Bo' })}\r\n`);
    expect(problems).toEqual([]);
    expect(experts.map(({ key, name }) => [key, name])).toEqual([
      ['line-1', 'Ann'],
      ['line-4', 'Bo'],
    ]);
    expect(experts[0].bio).toBe(separators);
  });

  it('keeps letters whole that span two reads of a long file', async () => {
    const bio = 'žluťoučký kůň 顾文博 '.repeat(20_000);
    const { experts } = await read([line({ bio }), line({ bio: `x${bio}` })].join('\n'));
    expect(experts.map((expert) => expert.bio)).toEqual([bio, `x${bio}`]);
  });

  it('rejects a missing file, and finds nothing in an empty one', async () => {
    await expect(readExpertsFile(path.join(folder, 'absent.jsonl'))).rejects.toThrow('ENOENT');
    await expect(read('')).resolves.toEqual({ experts: [], problems: [] });
  });
});
