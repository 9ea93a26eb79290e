// @ts-check
/** @type {import('../types.mjs').Culture[]} */
export const northernEurope = [
  {
    id: 'english',
    language: 'English',
    places: ['Leeds, United Kingdom', 'Halifax, Canada', 'Hobart, Australia', 'Duluth, United States'],
    she: [
      'Harriet', 'Maud', 'Bryony', 'Philippa', 'Tamsin', 'Gwendolen', 'Rosalind', 'Winifred', 'Imogen',
      'Cordelia', 'Marcia', 'Verity',
    ],
    he: [
      'Barnaby', 'Clement', 'Rupert', 'Alistair', 'Dominic', 'Gregory', 'Julian', 'Leonard', 'Percival',
      'Tobias', 'Desmond', 'Hugh',
    ],
    they: ['Robin', 'Ashley', 'Quinn', 'Rowan'],
    family: [
      'Ashdown', 'Calloway', 'Dunmore', 'Eastlake', 'Fernsby', 'Garside', 'Holloway', 'Inskip',
      'Kettlewell', 'Marchbank', 'Netherby', 'Oakshott', 'Penhaligon', 'Quarmby', 'Ravenhill', 'Stainforth',
      'Tolliver', 'Underhay', 'Wetherby', 'Yarrow',
    ],
  },
  {
    id: 'irish',
    language: 'Irish',
    places: ['Galway, Ireland', 'Cork, Ireland', 'Derry, United Kingdom'],
    she: ['Aoife', 'Gráinne', 'Niamh', 'Síle', 'Róisín', 'Muireann', 'Orlaith', 'Bríd', 'Caoimhe'],
    he: ['Cathal', 'Diarmuid', 'Eoghan', 'Fiachra', 'Lorcán', 'Oisín', 'Ruairí', 'Tadhg', 'Colm'],
    they: ['Rory', 'Shea'],
    family: [
      'O’Dwyer', 'Mulcahy', 'Brannigan', 'Tierney', 'Gilhooly', 'Kilbride', 'Hanrahan', 'Sheehy', 'Devane',
      'Loftus', 'Quirke', 'Rafferty', 'Scanlon', 'Tuohy',
    ],
  },
  {
    id: 'icelandic',
    language: 'Icelandic',
    order: 'patronymic',
    places: ['Reykjavík, Iceland', 'Akureyri, Iceland', 'Ísafjörður, Iceland'],
    she: ['Þóra', 'Ásdís', 'Bergljót', 'Elín', 'Hrafnhildur', 'Sæunn', 'Ylfa', 'Þórunn', 'Eydís'],
    he: [
      'Arnþór', 'Baldur', 'Eyvindur', 'Garðar', 'Ísleifur', 'Kormákur', 'Snæbjörn', 'Þorlákur', 'Hálfdán',
    ],
    they: ['Blær', 'Frost'],
    family: [
      'Jóns', 'Gunnars', 'Árna', 'Einars', 'Halldórs', 'Ólafs', 'Sigurðar', 'Þórðar', 'Magnúsar', 'Björns',
      'Egils', 'Hauks',
    ],
  },
  {
    id: 'swedish',
    language: 'Swedish',
    places: ['Gothenburg, Sweden', 'Umeå, Sweden', 'Malmö, Sweden'],
    she: ['Annika', 'Birgitta', 'Ebba', 'Gunvor', 'Ingegerd', 'Kajsa', 'Linnéa', 'Märta', 'Solveig', 'Åsa'],
    he: ['Anders', 'Björn', 'Elof', 'Gösta', 'Håkan', 'Jöns', 'Lennart', 'Olle', 'Torbjörn', 'Östen'],
    they: ['Kim', 'Mio', 'Charlie'],
    family: [
      'Ahlqvist', 'Björkdahl', 'Fjällström', 'Grönlund', 'Hedenskog', 'Isaksson', 'Källberg', 'Månsson',
      'Norrby', 'Ödmark', 'Palmgren', 'Rosenvinge', 'Tegnér', 'Åkerblom', 'Öhman',
    ],
  },
  {
    id: 'finnish',
    language: 'Finnish',
    places: ['Tampere, Finland', 'Oulu, Finland', 'Turku, Finland'],
    she: [
      'Aino', 'Eeva', 'Hilkka', 'Irmeli', 'Kyllikki', 'Marjatta', 'Päivi', 'Riikka', 'Tuulikki', 'Veera',
    ],
    he: ['Antero', 'Eino', 'Heikki', 'Ilmari', 'Jyrki', 'Kauko', 'Onni', 'Pekka', 'Tapio', 'Väinö'],
    they: ['Lumi', 'Rae', 'Kuu'],
    family: [
      'Ahvenainen', 'Harjula', 'Härmälä', 'Järventaus', 'Kettunen', 'Lehtimäki', 'Myllykoski', 'Pöyhönen',
      'Rautavuori', 'Sääskilahti', 'Tähtinen', 'Uusipaikka', 'Välimäki', 'Yliruusi',
    ],
  },
  {
    id: 'german',
    language: 'German',
    places: ['Freiburg, Germany', 'Leipzig, Germany', 'Bern, Switzerland', 'Graz, Austria'],
    she: [
      'Annegret', 'Heike', 'Juliane', 'Käthe', 'Liselotte', 'Mareike', 'Ortrun', 'Sieglinde', 'Ulrike',
      'Friederike',
    ],
    he: [
      'Bernd', 'Detlef', 'Götz', 'Henning', 'Jörn', 'Lothar', 'Ruprecht', 'Torsten', 'Volker', 'Wendelin',
    ],
    they: ['Toni', 'Mika', 'Luca'],
    family: [
      'Achterberg', 'Birkenfeld', 'Dörflinger', 'Eichstätter', 'Grünwaldt', 'Hägele', 'Kühnle', 'Löbbecke',
      'Möhring', 'Nüßlein', 'Pfeiffenberger', 'Quandel', 'Rösch', 'Süßmilch', 'Tiefenbacher', 'Vossbrink',
      'Wacholder', 'Zumbrunn',
    ],
  },
  {
    id: 'dutch',
    language: 'Dutch',
    places: ['Utrecht, Netherlands', 'Groningen, Netherlands', 'Ghent, Belgium'],
    she: [
      'Anneke', 'Elsbeth', 'Femke', 'Griet', 'Hanneke', 'Jikke', 'Liesbeth', 'Marijke', 'Roos', 'Wietske',
    ],
    he: ['Bouwe', 'Diederik', 'Evert', 'Gijs', 'Hessel', 'Joost', 'Maarten', 'Pieter', 'Ruben', 'Sjoerd'],
    they: ['Jip', 'Puck'],
    family: [
      'van der Meulen', 'ten Brinke', 'van Oosterhout', 'Dijkshoorn', 'Kuipers', 'van ’t Veld', 'Boogaard',
      'Zijlstra', 'Terpstra', 'van den Akker', 'Vlasblom', 'Wiersma', 'de Ruijter', 'Schoutsen',
      'op den Kamp',
    ],
  },
];
