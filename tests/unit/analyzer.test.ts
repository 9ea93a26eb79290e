import { analyzerFor, fold, stemsOf } from '../../src/plugins/index-rebuild/server/src/domain/analyzer';
import { languageOf } from '../../src/plugins/index-rebuild/server/src/domain/languages';

/** Forms of a word that are one to a searcher; the last ones lack accents, as they are often typed. */
const FORMS: [language: string, forms: string[]][] = [
  ['en', ['reef', 'reefs', "reef's"]],
  ['en', ['repairing', 'repairs', 'repaired']],
  ['de', ['Haus', 'Hauses', 'Häuser', 'Häusern', 'Haeuser', 'Hauser']],
  ['de', ['Straße', 'Straßen', 'Strasse', 'STRASSE']],
  ['de', ['Müller', 'Mueller', 'Muller']],
  ['fr', ['élection', "l'élection", 'élections', "d'élections", 'election']],
  ['fr', ['général', 'générale', 'généraux', 'generale']],
  ['es', ['canción', 'canciones', 'cancion']],
  ['es', ['niño', 'niños', 'niña', 'nino']],
  ['it', ["l'acqua", "dell'acqua", 'acqua']],
  ['it', ['libro', 'libri']],
  ['nl', ['krant', 'kranten']],
  ['nl', ['boek', 'boeken']],
  ['pt', ['trabalhador', 'trabalhadores']],
  ['pt', ['cidade', 'cidades']],
  ['sv', ['boken', 'bok']],
  ['fi', ['talo', 'talossa']],
  ['ru', ['книга', 'книги', 'книгами']],
  ['tr', ['KİTAP', 'kitaplar', 'kitap']],
];

describe('the words of a language', () => {
  it.each(FORMS)('in %s are one in all of their forms: %j', (language, forms) => {
    const stems = forms.map((form) => analyzerFor(language).stemsOf(form));
    for (const one of stems) expect(one).toEqual(stems[0]);
    expect(stems[0]).toHaveLength(1);
  });

  it.each([
    ['en', 'the house and the garden', ['hous', 'garden']],
    ['de', 'das Haus für die Gärten', ['haus', 'gart']],
    ['fr', "qu'il était à l'école", ['ecol']],
    ['es', 'más de la ciudad', ['ciud']],
    ['it', 'il treno per la città', ['tren', 'citt']],
    ['nl', 'het water van de zee', ['water', 'zee']],
    ['pt', 'não às cidades', ['cidad']],
  ])('in %s leave out those without meaning: %s', (language, text, stems) => {
    expect(analyzerFor(language).stemsOf(text)).toEqual(stems);
  });

  it('are not those of another one', () => {
    expect(stemsOf('Häuser')).not.toEqual(stemsOf('Haus'));
  });

  it('keep nouns that the German stop words have', () => {
    expect(analyzerFor('de').stemsOf('Mensch und Zeit')).toEqual(['mensch', 'zeit']);
  });

  it('are found where no spaces separate them', () => {
    expect(analyzerFor('ja').stemsOf('東京の珊瑚礁')).toEqual(['東京', '珊瑚礁']);
    expect(stemsOf('the reef of 東京')).toEqual(['reef', '東京']);
  });

  it('keep the vowel signs that are part of a word', () => {
    expect(analyzerFor('hi').stemsOf('किताबें')).toEqual(['किताबें']);
  });

  it('include those with signs and digits', () => {
    expect(stemsOf('C++, C#, R and node 22')).toEqual(['c++', 'c#', 'r', 'node', '22']);
  });

  it('of an unknown language are compared without accents and case', () => {
    expect(analyzerFor('xx').stemsOf('Zürn und ZURN')).toEqual(['zurn', 'und', 'zurn']);
  });
});

describe('folding', () => {
  it.each([
    ['São Tomé', 'sao tome'],
    ['Straße', 'strasse'],
    ["O'Neill's", 'oneill'],
    ['Ærø', 'aero'],
    ['Łódź', 'lodz'],
    ['ガラス', 'ガラス'],
  ])('makes %s %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });
});

describe('the language of a locale', () => {
  it.each([
    ['de', 'de'],
    ['de-AT', 'de'],
    ['pt-BR', 'pt'],
    ['zh-Hans-CN', 'zh'],
    ['nb', 'no'],
    ['nn-NO', 'no'],
    [null, 'en'],
    ['x-private', 'und'],
  ])('%s is %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language);
  });
});
