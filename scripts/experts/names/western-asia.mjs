// @ts-check
/** @type {import('../types.mjs').Culture[]} */
export const westernAsia = [
  {
    id: 'arabic',
    language: 'Arabic',
    places: ['Amman, Jordan', 'Cairo, Egypt', 'Casablanca, Morocco', 'Muscat, Oman', 'Tunis, Tunisia'],
    she: [
      'Amal|أمل', 'Dalal|دلال', 'Hanan|حنان', 'Lamia|لمياء', 'Nawal|نوال', 'Rania|رانيا', 'Samira|سميرة',
      'Wafa|وفاء', 'Zaynab|زينب',
    ],
    he: [
      'Adnan|عدنان', 'Bashir|بشير', 'Faris|فارس', 'Hisham|هشام', 'Khalil|خليل', 'Marwan|مروان',
      'Nabil|نبيل', 'Tariq|طارق', 'Yusuf|يوسف',
    ],
    they: ['Nour|نور', 'Sabah|صباح'],
    family: [
      'al-Harbi|الحربي', 'al-Masri|المصري', 'Haddad|حداد', 'Sabbagh|صباغ', 'al-Tamimi|التميمي',
      'Barakat|بركات', 'Jabr|جبر', 'al-Zahrani|الزهراني', 'Saleh|صالح', 'Shaheen|شاهين', 'al-Attar|العطار',
      'Mansour|منصور', 'Benali|بن علي', 'Idrissi|الإدريسي',
    ],
  },
  {
    id: 'persian',
    language: 'Persian',
    places: ['Shiraz, Iran', 'Tabriz, Iran', 'Dushanbe, Tajikistan'],
    she: ['Azadeh', 'Farzaneh', 'Golnaz', 'Laleh', 'Mahin', 'Parvaneh', 'Roya', 'Shirin', 'Yasaman'],
    he: ['Arash', 'Behrouz', 'Dariush', 'Farhad', 'Houman', 'Kaveh', 'Mehrdad', 'Omid', 'Siavash'],
    they: ['Mehr'],
    family: [
      'Ardakani', 'Bahrampour', 'Esfandiari', 'Firouzabadi', 'Gorgani', 'Hakimzadeh', 'Kermani',
      'Lotfabadi', 'Mirzaei', 'Nikbakht', 'Rahnama', 'Sohrabi', 'Tavakoli', 'Vaziri',
    ],
  },
  {
    id: 'hebrew',
    language: 'Hebrew',
    places: ['Haifa, Israel', 'Beersheba, Israel'],
    she: ['Ayelet', 'Efrat', 'Galit', 'Hagar', 'Michal', 'Noga', 'Orly', 'Tirza'],
    he: ['Eitan', 'Gideon', 'Itamar', 'Nadav', 'Oded', 'Uri', 'Yoav', 'Asaf'],
    they: ['Lior', 'Tal', 'Shai'],
    family: [
      'Ben-Ari', 'Carmeli', 'Dagan', 'Eshkoli', 'Galili', 'Kedem', 'Lavi', 'Navon', 'Peled', 'Rimon',
      'Sharabi', 'Tzur', 'Yarkoni',
    ],
  },
  {
    id: 'georgian',
    language: 'Georgian',
    places: ['Tbilisi, Georgia', 'Kutaisi, Georgia'],
    she: [
      'Eteri|ეთერი', 'Ketevan|ქეთევან', 'Lali|ლალი', 'Manana|მანანა', 'Nestan|ნესტან', 'Tinatin|თინათინ',
    ],
    he: [
      'Avtandil|ავთანდილ', 'Gela|გელა', 'Irakli|ირაკლი', 'Malkhaz|მალხაზ', 'Otar|ოთარ', 'Tornike|თორნიკე',
    ],
    they: ['Nini|ნინი'],
    family: [
      'Abuladze|აბულაძე', 'Bochorishvili|ბოჭორიშვილი', 'Gogoladze|გოგოლაძე', 'Javakhidze|ჯავახიძე',
      'Kapanadze|კაპანაძე', 'Lomidze|ლომიძე', 'Maisuradze|მაისურაძე',
    ],
  },
];
