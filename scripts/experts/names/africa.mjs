// @ts-check
/** @type {import('../types.mjs').Culture[]} */
export const africa = [
  {
    id: 'igbo',
    language: 'Igbo',
    places: ['Enugu, Nigeria', 'Owerri, Nigeria'],
    she: ['Adaeze', 'Chimamanda', 'Chioma', 'Ifeoma', 'Nkechi', 'Obiageli', 'Uzoamaka'],
    he: ['Chukwuemeka', 'Ikenna', 'Kelechi', 'Nnamdi', 'Obinna', 'Tobenna', 'Uchenna'],
    they: ['Chidi', 'Ebele'],
    family: ['Anyadike', 'Ezenwa', 'Igwe', 'Mbanefo', 'Nwachukwu', 'Obiora', 'Okafor', 'Onyekachi', 'Umeh'],
  },
  {
    id: 'yoruba',
    language: 'Yoruba',
    places: ['Ibadan, Nigeria', 'Abẹ́òkúta, Nigeria', 'Porto-Novo, Benin'],
    she: ['Abọ́sẹ̀dé', 'Fọláṣadé', 'Mọrẹ́nikẹ́', 'Yétúndé', 'Títílayọ̀'],
    he: ['Adébáyọ̀', 'Babátúndé', 'Káyọ̀dé', 'Olúfẹ́mi', 'Ṣẹ́gun', 'Tòkunbọ̀'],
    they: ['Tèmítọ́pẹ́', 'Àyọ̀'],
    family: [
      'Adéyẹmí', 'Ajíbádé', 'Àjàyí', 'Akínwándé', 'Bámgbóṣé', 'Ògúnbíyì', 'Ògúndípẹ̀', 'Ọlábísí', 'Sànúsí',
    ],
  },
  {
    id: 'akan',
    language: 'Twi',
    places: ['Kumasi, Ghana', 'Cape Coast, Ghana'],
    she: ['Abena', 'Adwoa', 'Akosua', 'Efua', 'Esi', 'Yaa'],
    he: ['Ebo', 'Kojo', 'Kwabena', 'Kwame', 'Kwaku', 'Yaw'],
    they: ['Nhyira'],
    family: [
      'Acheampong', 'Agyeman', 'Amoako', 'Boateng', 'Gyamfi', 'Mensah', 'Ofori', 'Opoku', 'Sarpong',
      'Twumasi',
    ],
  },
  {
    id: 'ethiopian',
    language: 'Amharic',
    order: 'byGiven',
    places: ['Bahir Dar, Ethiopia', 'Addis Ababa, Ethiopia'],
    she: ['Birtukan', 'Genet', 'Hirut', 'Mulu', 'Tigist', 'Tsehay', 'Worknesh', 'Zewditu'],
    he: ['Ashenafi', 'Endale', 'Fikru', 'Getachew', 'Lemma', 'Tesfaye', 'Yared'],
    they: ['Selam', 'Hiwot'],
    family: [
      'Alemu', 'Bekele', 'Desta', 'Gebremariam', 'Haile', 'Kebede', 'Mamo', 'Negash', 'Tadesse', 'Worku',
      'Zeleke',
    ],
  },
  {
    id: 'kenyan',
    language: 'Swahili',
    places: ['Kisumu, Kenya', 'Nakuru, Kenya', 'Arusha, Tanzania'],
    she: ['Achieng', 'Akinyi', 'Makena', 'Neema', 'Nyambura', 'Rehema', 'Wanjiru', 'Zawadi'],
    he: ['Juma', 'Kamau', 'Mutiso', 'Odhiambo', 'Otieno', 'Wekesa'],
    they: ['Imani', 'Furaha'],
    family: [
      'Barasa', 'Githinji', 'Kariuki', 'Kiptanui', 'Macharia', 'Mwangi', 'Njoroge', 'Ochieng', 'Omondi',
      'Onyango', 'Wambua',
    ],
  },
  {
    id: 'zulu',
    language: 'Zulu',
    places: ['Durban, South Africa', 'Pietermaritzburg, South Africa'],
    she: ['Bongiwe', 'Lindiwe', 'Nokuthula', 'Nomvula', 'Sindisiwe', 'Thandeka', 'Zodwa'],
    he: ['Bhekizizwe', 'Lwazi', 'Mandla', 'Sizwe', 'Thulani', 'Vusumuzi', 'Zolani'],
    they: ['Ayanda', 'Siphesihle'],
    family: [
      'Cele', 'Dludla', 'Gumede', 'Hadebe', 'Mabuza', 'Mkhize', 'Ngcobo', 'Ntuli', 'Qwabe', 'Sithole',
      'Xaba', 'Zondi',
    ],
  },
];
