// @ts-check
/** @type {import('../types.mjs').Culture[]} */
export const southernEurope = [
  {
    id: 'french',
    language: 'French',
    places: ['Nantes, France', 'Grenoble, France', 'Namur, Belgium', 'Québec, Canada'],
    she: [
      'Aurélie', 'Bérénice', 'Clémence', 'Élodie', 'Geneviève', 'Héloïse', 'Mathilde', 'Océane', 'Solène',
      'Yseult',
    ],
    he: [
      'Anselme', 'Benoît', 'Cédric', 'Étienne', 'Gaëtan', 'Jérôme', 'Loïc', 'Maxence', 'Rémi', 'Thibault',
    ],
    they: ['Camille', 'Dominique', 'Sacha'],
    family: [
      'Beaucastel', 'Chastagnier', 'de La Rivaude', 'Fontanges', 'Garrigue', 'Huchet', 'Jolivet', 'Kerleau',
      'Lacombrade', 'Montbrun', 'Nauleau', 'Pellissier', 'Quéméner', 'Roquebrune', 'Sauvageot', 'Tréguier',
      'Vauquelin',
    ],
  },
  {
    id: 'spanish',
    language: 'Spanish',
    order: 'twoFamilies',
    places: [
      'Zaragoza, Spain', 'Oaxaca, Mexico', 'Rosario, Argentina', 'Medellín, Colombia', 'Valparaíso, Chile',
    ],
    she: [
      'Amparo', 'Begoña', 'Consuelo', 'Inés', 'Itziar', 'Jimena', 'Macarena', 'Nuria', 'Pilar', 'Rocío',
      'Xiomara', 'Soledad',
    ],
    he: [
      'Álvaro', 'Baltasar', 'Demetrio', 'Fermín', 'Gonzalo', 'Hernán', 'Íñigo', 'Joaquín', 'Nicanor',
      'Óscar', 'Rubén', 'Ulises',
    ],
    they: ['Cruz', 'Ariel', 'Trinidad'],
    family: [
      'Aldecoa', 'Barrientos', 'Cifuentes', 'Domínguez', 'Echeverría', 'Figueroa', 'Garmendia', 'Hinojosa',
      'Ibáñez', 'Ledesma', 'Montalvo', 'Núñez', 'Ordóñez', 'Peñalosa', 'Quiroga', 'Rentería', 'Saldívar',
      'Tejeda', 'Urrutia', 'Villaseñor',
    ],
  },
  {
    id: 'portuguese',
    language: 'Portuguese',
    order: 'portuguese',
    places: [
      'Coimbra, Portugal', 'Recife, Brazil', 'Belém, Brazil', 'Maputo, Mozambique', 'Praia, Cape Verde',
    ],
    she: [
      'Anabela', 'Beatriz', 'Conceição', 'Filomena', 'Graça', 'Inês', 'Iracema', 'Jussara', 'Leonor',
      'Madalena', 'Raquel', 'Teresinha',
    ],
    he: [
      'Afonso', 'Bento', 'Caetano', 'Duarte', 'Estêvão', 'Gonçalo', 'João', 'Leandro', 'Martim', 'Otávio',
      'Tomé', 'Ubirajara',
    ],
    they: ['Ariel', 'Noa', 'Cris'],
    family: [
      'da Silva', 'dos Reis', 'de Araújo', 'do Vale', 'da Conceição', 'dos Anjos', 'de Moura', 'Abrantes',
      'Brandão', 'Carvalhal', 'Dourado', 'Esteves', 'Falcão', 'Guimarães', 'Leitão', 'Nóbrega', 'Pinheiro',
      'Rebouças', 'Sequeira', 'Távora',
    ],
  },
  {
    id: 'italian',
    language: 'Italian',
    places: ['Bologna, Italy', 'Trieste, Italy', 'Palermo, Italy', 'Lugano, Switzerland'],
    she: [
      'Agnese', 'Benedetta', 'Cosima', 'Donatella', 'Fiammetta', 'Ginevra', 'Ilaria', 'Loredana', 'Ottavia',
      'Serafina',
    ],
    he: [
      'Adelmo', 'Baldassarre', 'Corrado', 'Egidio', 'Fulvio', 'Gianluca', 'Leonida', 'Niccolò', 'Ruggero',
      'Tancredi',
    ],
    they: ['Celeste', 'Andrea', 'Fiore'],
    family: [
      'Abbatelli', 'Bevilacqua', 'Castagnoli', 'Dall’Orto', 'Ferravanti', 'Giacomelli', 'Lanzafame',
      'Marchesini', 'Nardecchia', 'Orsolini', 'Pierantoni', 'Quattrocchi', 'Ronchetti', 'Sangalli',
      'Tedeschini', 'Uboldi', 'Vergassola',
    ],
  },
  {
    id: 'greek',
    language: 'Greek',
    places: ['Thessaloniki, Greece', 'Heraklion, Greece', 'Nicosia, Cyprus'],
    she: [
      'Anthi|Ανθή', 'Despina|Δέσποινα', 'Fotini|Φωτεινή', 'Ioanna|Ιωάννα', 'Katerina|Κατερίνα',
      'Stavroula|Σταυρούλα', 'Thalia|Θάλεια', 'Zoi|Ζωή',
    ],
    he: [
      'Lefteris|Λευτέρης', 'Manolis|Μανώλης', 'Pantelis|Παντελής', 'Spyros|Σπύρος', 'Stratos|Στράτος',
      'Thanasis|Θανάσης', 'Vangelis|Βαγγέλης',
    ],
    they: ['Alexis|Αλέξης'],
    family: [
      'Karagiannis|Καραγιάννης', 'Makris|Μακρής', 'Vlachos|Βλάχος', 'Raptis|Ράπτης', 'Kontos|Κοντός',
      'Psarros|Ψαρρός', 'Mavridis|Μαυρίδης', 'Xydis|Ξύδης', 'Tsolakis|Τσολάκης', 'Fotiadis|Φωτιάδης',
      'Kalogeras|Καλογεράς',
    ],
    herFamily: [
      'Karagianni|Καραγιάννη', 'Makri|Μακρή', 'Vlachou|Βλάχου', 'Rapti|Ράπτη', 'Kontou|Κοντού',
      'Psarrou|Ψαρρού', 'Mavridi|Μαυρίδη', 'Xydi|Ξύδη', 'Tsolaki|Τσολάκη', 'Fotiadi|Φωτιάδη',
      'Kalogera|Καλογερά',
    ],
  },
  {
    id: 'turkish',
    language: 'Turkish',
    places: ['İzmir, Türkiye', 'Eskişehir, Türkiye', 'Trabzon, Türkiye'],
    she: ['Ayşegül', 'Çiğdem', 'Gülşen', 'İpek', 'Nilüfer', 'Özlem', 'Şebnem', 'Tuğba', 'Yıldız'],
    he: ['Alparslan', 'Barış', 'Cüneyt', 'Doğan', 'Gökhan', 'İlker', 'Kürşat', 'Oğuz', 'Şükrü'],
    they: ['Deniz', 'Umut', 'Evren'],
    family: [
      'Akgündüz', 'Çamlıbel', 'Demirağaç', 'Erdoğdu', 'Fındıklı', 'Gümüşyaka', 'Işıkgör', 'Karabulut',
      'Özgüner', 'Pamukçu', 'Sarıçam', 'Şahinbaş', 'Tekinalp', 'Uçarlı', 'Yağmurlu', 'Zeytinci',
    ],
  },
];
