// @ts-check
/** @type {import('../types.mjs').Culture[]} */
export const southernAsia = [
  {
    id: 'hindi',
    language: 'Hindi',
    places: ['Pune, India', 'Lucknow, India', 'Jaipur, India', 'Leicester, United Kingdom'],
    she: [
      'Aparna', 'Bhavna', 'Charulata', 'Ishita', 'Malvika', 'Nandini', 'Rukmini', 'Sulochana', 'Vasudha',
    ],
    he: [
      'Abhinav', 'Devendra', 'Gajanan', 'Harshad', 'Jagdish', 'Manohar', 'Omkar', 'Ranjit', 'Sudhir',
      'Yashwant',
    ],
    they: ['Kiran', 'Chandan'],
    family: [
      'Agnihotri', 'Bhardwaj', 'Chaturvedi', 'Deshpande', 'Gokhale', 'Joglekar', 'Kulkarni', 'Lohia',
      'Mathur', 'Nagpal', 'Pathak', 'Rathore', 'Srivastav', 'Trivedi', 'Upadhyay', 'Wagle',
    ],
  },
  {
    id: 'tamil',
    language: 'Tamil',
    places: ['Chennai, India', 'Madurai, India', 'Jaffna, Sri Lanka', 'Singapore'],
    she: ['Anbuselvi', 'Kayalvizhi', 'Meenakshi', 'Poongodi', 'Tamilselvi', 'Yazhini', 'Vennila'],
    he: ['Arivazhagan', 'Elango', 'Ilamaran', 'Kumaran', 'Senthil', 'Thamizhan', 'Nallathambi'],
    they: ['Kavi', 'Mani'],
    family: [
      'Arumugam', 'Balasubramaniam', 'Devarajan', 'Govindasamy', 'Kandasamy', 'Murugesan', 'Palaniappan',
      'Ramalingam', 'Thangavel', 'Velayutham',
    ],
  },
  {
    id: 'bengali',
    language: 'Bengali',
    places: ['Kolkata, India', 'Sylhet, Bangladesh', 'Chattogram, Bangladesh'],
    she: ['Debolina', 'Farhana', 'Ipshita', 'Moushumi', 'Nusrat', 'Rumana', 'Shompa', 'Tahmina'],
    he: ['Arindam', 'Biplab', 'Pranesh', 'Hasibul', 'Mahfuz', 'Dipten', 'Rafiqul', 'Nirupam'],
    they: ['Tuli', 'Shanto'],
    family: [
      'Bhattacharya', 'Chakladar', 'Dastidar', 'Ghoshal', 'Khondaker', 'Majumder', 'Mondal', 'Purkayastha',
      'Roychoudhury', 'Sarkar', 'Talukdar',
    ],
  },
  {
    id: 'thai',
    language: 'Thai',
    order: 'byGiven',
    places: ['Chiang Mai, Thailand', 'Khon Kaen, Thailand'],
    she: ['Apinya', 'Benjawan', 'Kanokwan', 'Malee', 'Pimchanok', 'Ratchanee', 'Siriporn', 'Wilawan'],
    he: ['Anan', 'Chatchai', 'Kittisak', 'Narong', 'Prasert', 'Somchai', 'Thanakorn', 'Wichai'],
    they: ['Fah'],
    family: [
      'Charoensuk', 'Boonyarat', 'Intharat', 'Kaewmanee', 'Limsakul', 'Phromma', 'Rattanakul', 'Saelim',
      'Thongdee', 'Wattanachai', 'Yodsuwan', 'Sornprasit',
    ],
  },
  {
    id: 'indonesian',
    language: 'Indonesian',
    order: 'byGiven',
    places: ['Bandung, Indonesia', 'Makassar, Indonesia', 'Yogyakarta, Indonesia'],
    she: ['Ayu', 'Dewi', 'Endah', 'Ningsih', 'Ratna', 'Wulan', 'Sulastri'],
    he: ['Agung', 'Bambang', 'Darmawan', 'Gunawan', 'Suryadi', 'Teguh', 'Wahyu'],
    they: ['Dian', 'Tri', 'Eka'],
    family: [
      'Hadikusumo', 'Manurung', 'Nugroho', 'Pradipta', 'Prasetyo', 'Rahardjo', 'Simatupang', 'Siregar',
      'Tanuwijaya', 'Utomo', 'Wibisono',
    ],
  },
  {
    id: 'filipino',
    language: 'Tagalog',
    places: ['Iloilo, Philippines', 'Davao, Philippines', 'Baguio, Philippines'],
    she: ['Amihan', 'Divina', 'Ligaya', 'Maricel', 'Rosario', 'Tala', 'Luningning'],
    he: ['Bayani', 'Crisanto', 'Efren', 'Isagani', 'Nonoy', 'Rodel', 'Makisig'],
    they: ['Dakila'],
    family: [
      'Catacutan', 'Dimaculangan', 'Gatdula', 'Lacsamana', 'Macaraeg', 'Magbanua', 'Panganiban',
      'Tolentino', 'Villanueva', 'Yumul',
    ],
  },
];
