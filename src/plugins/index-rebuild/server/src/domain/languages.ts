import * as stopword from 'stopword';

/** What is known about a language. */
export type Language = {
  /** The Snowball algorithm that reduces its words to stems; null when there is none. */
  stemmer: string | null;
  /** Frequent words that carry no meaning. */
  stopWords: readonly string[];
  /** Whether an apostrophe separates words, as in "l'acqua". Elsewhere it is part of one: "don't". */
  elides: boolean;
};

/** Of records without a locale, whose language nobody has said. */
export const DEFAULT_LANGUAGE = 'en';

/** Snowball's name of a language, by its ISO 639-1 code. */
const STEMMERS: Record<string, string> = {
  ...{ ar: 'arabic', ca: 'catalan', cs: 'czech', da: 'danish', de: 'german', en: 'english', es: 'spanish' },
  ...{ eu: 'basque', fi: 'finnish', fr: 'french', ga: 'irish', hu: 'hungarian', hy: 'armenian' },
  ...{ it: 'italian', nl: 'dutch', no: 'norwegian', pt: 'portuguese', ro: 'romanian', ru: 'russian' },
  ...{ sl: 'slovene', sv: 'swedish', ta: 'tamil', tr: 'turkish' },
};

/** The list of stop words of a language, by its ISO 639-1 code. */
const STOP_WORDS: Record<string, keyof typeof stopword> = {
  ...{ af: 'afr', ar: 'ara', bg: 'bul', bn: 'ben', br: 'bre', ca: 'cat', cs: 'ces', da: 'dan', de: 'deu' },
  ...{ el: 'ell', en: 'eng', eo: 'epo', es: 'spa', et: 'est', eu: 'eus', fa: 'fas', fi: 'fin', fr: 'fra' },
  ...{ ga: 'gle', gl: 'glg', gu: 'guj', ha: 'hau', he: 'heb', hi: 'hin', hr: 'hrv', hu: 'hun', hy: 'hye' },
  ...{ id: 'ind', it: 'ita', ja: 'jpn', ko: 'kor', la: 'lat', lt: 'lit', lv: 'lav', mr: 'mar', ms: 'msa' },
  ...{ my: 'mya', nl: 'nld', no: 'nob', pl: 'pol', pt: 'por', ro: 'ron', ru: 'rus', sk: 'slk', sl: 'slv' },
  ...{ so: 'som', st: 'sot', sv: 'swe', sw: 'swa', th: 'tha', tl: 'tgl', tr: 'tur', uk: 'ukr', ur: 'urd' },
  ...{ vi: 'vie', yo: 'yor', zh: 'zho', zu: 'zul' },
};

/** Nouns on the German list, which are what many texts are about. */
const MEANINGFUL = new Set([
  ...['gott', 'jahr', 'jahre', 'jahren', 'mann', 'mensch', 'menschen', 'mittel', 'morgen', 'ordnung'],
  ...['sache', 'schluss', 'tag', 'tage', 'tagen', 'tat', 'teil', 'zeit'],
]);

const ELIDING = new Set(['ca', 'fr', 'ga', 'it']);

const stopWordsOf = (code: string): readonly string[] => {
  const list = STOP_WORDS[code];
  if (list === undefined) return [];
  return code === 'de' ? stopword[list].filter((word) => !MEANINGFUL.has(word)) : stopword[list];
};

/** A language by its ISO 639-1 code. One that nobody knows has neither stemmer nor stop words. */
export const languageFor = (code: string): Language => ({
  stemmer: STEMMERS[code] ?? null,
  stopWords: stopWordsOf(code),
  elides: ELIDING.has(code),
});

/** The two written forms of Norwegian share an analyzer. */
const SAME: Record<string, string> = { nb: 'no', nn: 'no' };

/** ISO 639's code for a language that is not known. */
const UNDETERMINED = 'und';

/** The language of a locale: "de" of "de-AT". */
export const languageOf = (locale: string | null): string => {
  const [code] = (locale ?? DEFAULT_LANGUAGE).toLowerCase().split(/[-_]/);
  return /^[a-z]{2,3}$/.test(code) ? (SAME[code] ?? code) : UNDETERMINED;
};
