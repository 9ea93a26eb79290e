// @ts-check
/** @type {import('../types.mjs').Culture[]} */
export const oceaniaAndAmericas = [
  {
    id: 'maori',
    language: 'Māori',
    places: ['Rotorua, New Zealand', 'Gisborne, New Zealand', 'Dunedin, New Zealand'],
    she: ['Aroha', 'Hinemoa', 'Kahurangi', 'Mererangi', 'Ngaio', 'Pania', 'Waimārie'],
    he: ['Hōhepa', 'Ihaia', 'Matiu', 'Nikau', 'Rāwiri', 'Tāmati', 'Wiremu'],
    they: ['Manaia', 'Tūī'],
    family: [
      'Heperi', 'Karauria', 'Ngāpō', 'Paewai', 'Rangihuna', 'Tāwhai', 'Te Kōwhai', 'Te Whata', 'Tūhoro',
      'Whakataka', 'Wīhongi',
    ],
  },
  {
    id: 'samoan',
    language: 'Samoan',
    places: ['Apia, Samoa', 'Auckland, New Zealand'],
    she: ['Alofa', 'Fetūao', 'Lagi', 'Masina', 'Sina', 'Tiresa'],
    he: ['Afa', 'Iosefa', 'Malakai', 'Pita', 'Sefo', 'Tavita'],
    they: ['Lupe'],
    family: ['Faʻalogo', 'Leavasa', 'Mataʻutia', 'Saʻena', 'Tagaloa', 'Taumaoe', 'Tuiasau', 'Vaʻafusu'],
  },
  {
    id: 'andean',
    language: 'Quechua',
    order: 'twoFamilies',
    places: ['Cusco, Peru', 'Cochabamba, Bolivia', 'Otavalo, Ecuador'],
    she: ['Illari', 'Killa', 'Sami', 'Urpi', 'Wayra', 'Yurak'],
    he: ['Amaru', 'Illapa', 'Inti', 'Rumi', 'Sinchi', 'Wari'],
    they: ['Chaska'],
    family: [
      'Apaza', 'Ccori', 'Choque', 'Condori', 'Huamán', 'Mamani', 'Quilla', 'Quispe', 'Ticona', 'Yucra',
    ],
  },
  {
    id: 'haitian',
    language: 'Haitian Creole',
    places: ['Jacmel, Haiti', 'Montréal, Canada'],
    she: ['Fabiola', 'Guerda', 'Islande', 'Mirlande', 'Nadège', 'Rose-Laure'],
    he: ['Dieudonné', 'Frantz', 'Ginel', 'Jean-Robert', 'Jocelyn', 'Wilner'],
    they: ['Yannick'],
    family: [
      'Beauvoir', 'Célestin', 'Dorvil', 'Fleurimond', 'Jean-Baptiste', 'Laguerre', 'Métayer', 'Narcisse',
      'Pierre-Louis', 'Saintil',
    ],
  },
  {
    id: 'caribbean',
    language: 'English',
    places: ['Port of Spain, Trinidad and Tobago', 'Bridgetown, Barbados', 'Kingston, Jamaica'],
    she: ['Althea', 'Claudette', 'Ianthe', 'Marva', 'Pearlene', 'Yvonne'],
    he: ['Alphonso', 'Carlyle', 'Delroy', 'Fitzroy', 'Lennox', 'Winston'],
    they: ['Jody'],
    family: [
      'Alleyne', 'Baptiste', 'Cumberbatch', 'Dookeran', 'Ramsaran', 'Maharaj', 'Philbert', 'Springer',
      'Tulloch', 'Worrell',
    ],
  },
];
