import { createHash } from 'node:crypto';

import {
  entryAsNow,
  formerFingerprintsOf,
  formerSourceHash,
} from '../../src/plugins/index-rebuild/server/src/domain/former-fingerprint';
import { fingerprintsOf } from '../../src/plugins/index-rebuild/server/src/domain/indexable';
import { sourceHash, type SourceSpec } from '../../src/plugins/index-rebuild/server/src/domain/index-spec';
import {
  renderTemplate,
  type RecordValues,
} from '../../src/plugins/index-rebuild/server/src/domain/source-text';

const MODEL = { model: 'a-model', modelHash: 'a1b2c3', dimensions: 4 };
const SOURCE: SourceSpec = {
  uid: 'api::expert.expert',
  template: '{name}\n{bio}',
  displayName: 'name',
  filterable: ['city'],
  passages: { field: 'bio', context: '', maxPerRecord: 24, minLength: 5 },
};

const FORMS = ['recipe', 'one-source'] as const;

const formerly = (form: (typeof FORMS)[number], values: RecordValues) => {
  const hash = formerSourceHash(form, SOURCE, MODEL) as string;
  return formerFingerprintsOf(hash, SOURCE, values, renderTemplate(SOURCE.template, values));
};

const today = (values: RecordValues) =>
  fingerprintsOf(sourceHash(SOURCE, MODEL), SOURCE, values, renderTemplate(SOURCE.template, values));

describe('former fingerprints', () => {
  it('of a recipe hash the index spec with its former names, sorted', () => {
    const recipe =
      '{"dimensions":4,"displayName":"name","filterable":["city"],"model":"a-model","modelHash":"a1b2c3",' +
      '"passages":{"context":"","field":"bio","most":24,"shortest":5},"source":"api::expert.expert","template":"{name}\\n{bio}"}';
    expect(formerSourceHash('recipe', SOURCE, MODEL)).toBe(createHash('sha256').update(recipe).digest('hex'));
  });

  it('of one source are those of today where no text has line breaks', () => {
    const values = { name: 'Ada', bio: 'Counts fish. Dives deep.', city: 'Oslo' };
    expect(formerly('one-source', values)).toEqual(today(values));
  });

  it.each(FORMS)('of form %s are those of the same text without its paragraphs', (form) => {
    const values = { name: 'Ada', city: 'Oslo', bio: 'Counts fish.\n\nDives deep.' };
    expect(formerly(form, values)).toEqual(formerly(form, { ...values, bio: 'Counts fish. Dives deep.' }));
    expect(formerly(form, values)).not.toEqual(today(values));
  });

  it.each(FORMS)('of form %s are unknown for a text whose passages would be others today', (form) => {
    expect(formerly(form, { name: 'Ada', bio: 'A heading\n\nCounts fish.' })).toBeNull();
  });

  it('are unknown for a source without passages, which a recipe could not have', () => {
    expect(formerSourceHash('recipe', { ...SOURCE, passages: null }, MODEL)).toBeNull();
  });
});

describe('an entry of a former generation', () => {
  const values = { name: 'Ada', bio: 'Counts fish.\n\nDives deep.', city: 'Oslo' };
  const now = today(values);
  const entry = formerly('recipe', values) as typeof now;

  it('is as today when its record is the same', () => {
    expect(entryAsNow(entry, formerly('recipe', values), now)).toEqual(now);
  });

  it('keeps apart that a filterable value has changed', () => {
    const edited = { ...values, city: 'Rome' };
    const { fingerprint, textHash } = entryAsNow(entry, formerly('recipe', edited), today(edited));
    expect(fingerprint).not.toBe(today(edited).fingerprint);
    expect(textHash).toBe(today(edited).textHash);
  });

  it('differs when the text has changed', () => {
    const edited = { ...values, bio: 'Something else.' };
    expect(entryAsNow(entry, formerly('recipe', edited), today(edited))).toEqual(entry);
  });
});
