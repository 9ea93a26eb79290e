// @ts-check
/** @type {import('../types.mjs').Culture[]} */
export const easternEurope = [
  {
    id: 'polish',
    language: 'Polish',
    places: ['Łódź, Poland', 'Gdańsk, Poland', 'Wrocław, Poland'],
    she: [
      'Agnieszka', 'Bożena', 'Czesława', 'Dobrosława', 'Elżbieta', 'Grażyna', 'Jadwiga', 'Łucja',
      'Małgorzata', 'Żaneta',
    ],
    he: [
      'Bogusław', 'Cezary', 'Dobromir', 'Grzegorz', 'Jarosław', 'Kazimierz', 'Mieczysław', 'Przemysław',
      'Wojciech', 'Zdzisław',
    ],
    they: ['Alex', 'Sasza'],
    family: [
      'Brzozowski', 'Ciechanowski', 'Dębiński', 'Gołębiewski', 'Jabłoński', 'Kędzierski', 'Lewicki',
      'Milewski', 'Piątkowski', 'Rudziński', 'Sokołowski', 'Wróblewski', 'Żurawski', 'Świątecki',
    ],
    herFamily: [
      'Brzozowska', 'Ciechanowska', 'Dębińska', 'Gołębiewska', 'Jabłońska', 'Kędzierska', 'Lewicka',
      'Milewska', 'Piątkowska', 'Rudzińska', 'Sokołowska', 'Wróblewska', 'Żurawska', 'Świątecka',
    ],
  },
  {
    id: 'czech',
    language: 'Czech',
    places: ['Olomouc, Czechia', 'Brno, Czechia', 'Ostrava, Czechia'],
    she: [
      'Blažena', 'Drahomíra', 'Hedvika', 'Jiřina', 'Květa', 'Ludmila', 'Otýlie', 'Růžena', 'Vlasta',
      'Žofie',
    ],
    he: [
      'Bohumír', 'Ctibor', 'Dalibor', 'Jáchym', 'Lumír', 'Matěj', 'Oldřich', 'Řehoř', 'Vítězslav', 'Zbyněk',
    ],
    they: ['Saša', 'Míša'],
    family: [
      'Bečvář', 'Hrubeš', 'Kadlec', 'Malíř', 'Pospíchal', 'Šafránek', 'Tůma', 'Čermák', 'Dvořáček',
      'Fišera', 'Habrman', 'Křížek', 'Řezníček', 'Štěpnička', 'Žáček',
    ],
    herFamily: [
      'Bečvářová', 'Hrubešová', 'Kadlecová', 'Malířová', 'Pospíchalová', 'Šafránková', 'Tůmová',
      'Čermáková', 'Dvořáčková', 'Fišerová', 'Habrmanová', 'Křížková', 'Řezníčková', 'Štěpničková',
      'Žáčková',
    ],
  },
  {
    id: 'ukrainian',
    language: 'Ukrainian',
    places: ['Lviv, Ukraine', 'Poltava, Ukraine', 'Chernivtsi, Ukraine'],
    she: [
      'Oksana|Оксана', 'Zoriana|Зоряна', 'Halyna|Галина', 'Yaryna|Ярина', 'Solomiia|Соломія',
      'Daryna|Дарина', 'Vira|Віра', 'Myroslava|Мирослава',
    ],
    he: [
      'Taras|Тарас', 'Ostap|Остап', 'Bohdan|Богдан', 'Danylo|Данило', 'Yurii|Юрій', 'Nazar|Назар',
      'Levko|Левко', 'Marko|Марко',
    ],
    they: ['Sasha|Саша', 'Zhenia|Женя'],
    family: [
      'Kovalenko|Коваленко', 'Tkachuk|Ткачук', 'Hrytsenko|Гриценко', 'Moroz|Мороз', 'Bondar|Бондар',
      'Zhuk|Жук', 'Vdovenko|Вдовенко', 'Horobets|Горобець', 'Koval|Коваль', 'Dziuba|Дзюба',
      'Oliinyk|Олійник', 'Chaika|Чайка', 'Yurchenko|Юрченко',
    ],
  },
  {
    id: 'hungarian',
    language: 'Hungarian',
    order: 'familyFirst',
    places: ['Szeged, Hungary', 'Debrecen, Hungary', 'Pécs, Hungary'],
    she: ['Ágnes', 'Boglárka', 'Csilla', 'Emőke', 'Gyöngyi', 'Ibolya', 'Kinga', 'Réka', 'Tünde', 'Zsófia'],
    he: ['Árpád', 'Bálint', 'Csongor', 'Dezső', 'Gergő', 'Levente', 'Márton', 'Ödön', 'Szilárd', 'Zsombor'],
    they: ['Niki', 'Alex'],
    family: [
      'Bakó', 'Csordás', 'Dömötör', 'Felföldi', 'Gáspár', 'Harkály', 'Jámbor', 'Lőrincz', 'Méhes', 'Nyári',
      'Őszi', 'Rendek', 'Szűcs', 'Tüskés', 'Ujvári', 'Vörös', 'Zsoldos',
    ],
  },
  {
    id: 'romanian',
    language: 'Romanian',
    places: ['Cluj-Napoca, Romania', 'Iași, Romania', 'Chișinău, Moldova'],
    she: [
      'Anca', 'Brândușa', 'Crenguța', 'Doinița', 'Floarea', 'Ileana', 'Luminița', 'Ruxandra', 'Smaranda',
    ],
    he: ['Avram', 'Bogdan', 'Călin', 'Dragoș', 'Horia', 'Iancu', 'Radu', 'Șerban', 'Tiberiu', 'Vlad'],
    they: ['Sorin', 'Vali'],
    family: [
      'Arghir', 'Bârlea', 'Cojocaru', 'Dăscălescu', 'Fărcaș', 'Grămadă', 'Hâncu', 'Lăzăroiu', 'Mărgineanu',
      'Negruț', 'Păduraru', 'Rusanu', 'Săvulescu', 'Țepeneag', 'Ursache',
    ],
  },
];
