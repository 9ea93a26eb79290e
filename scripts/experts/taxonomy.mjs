// @ts-check
/**
 * A tag as an administrator would keep it, and by which facts of an invented expert it truly fits:
 * the field of work, subjects ("field/tag of the topic") that the biography tells, job titles.
 *
 * @typedef {object} TaxonomyTag
 * @property {string} name
 * @property {string} description
 * @property {string[]} synonyms
 * @property {string[]} fits
 */

/**
 * @param {string} name
 * @param {string} description
 * @param {string} synonyms Separated by commas.
 * @param {string} fits Separated by commas.
 * @returns {TaxonomyTag}
 */
const tag = (name, description, synonyms, fits) => ({
  ...{ name, description },
  synonyms: synonyms.split(', ').filter(Boolean),
  fits: fits.split(', '),
});

const nature = [
  tag('Marine biology', 'Life in the sea: fish, reefs, plankton and the science of oceans', 'ocean life, sea life, oceanography, marine science', 'marine-biology'),
  tag('Coral reefs', 'Corals, their bleaching and their recovery', 'corals, reef', 'marine-biology/coral reefs, title:Reef ecologist'),
  tag('Fisheries', 'Fishing fleets, nets, stocks and by-catch', 'fishing, fish stocks, trawling', 'marine-biology/fisheries, title:Fisheries scientist'),
  tag('Whales and dolphins', 'Large sea mammals and how they travel', 'whale, dolphin, marine mammals, cetaceans', 'marine-biology/whales'),
  tag('Forestry', 'Woodland, timber stands and their care', 'woodland, forests, silviculture, tree planting', 'forestry'),
  tag('Wildfire', 'Fires in forests and how to prevent them', 'forest fires, bushfire, prescribed burns', 'forestry/wildfire'),
  tag('Urban trees', 'Trees along streets and in parks', 'street trees, city trees', 'forestry/urban trees'),
  tag('Agriculture', 'Farming, crops, soil and livestock', 'farming, crops, agronomy, farms', 'agriculture'),
  tag('Soil health', 'Fertile earth, humus and carbon in the ground', 'soil science, soil carbon, fertile earth', 'agriculture/soil health, agriculture/cover crops, title:Soil scientist'),
  tag('Irrigation', 'Watering fields with little water', 'drip irrigation, watering', 'agriculture/irrigation'),
  tag('Veterinary medicine', 'Health of pets, livestock and wild animals', 'vet, animal health, animal hospital, veterinarian', 'veterinary'),
  tag('Horses', 'Horses and their illnesses', 'equine, horse', 'veterinary/horses, title:Equine surgeon'),
  tag('Infectious animal diseases', 'Bird flu, rabies and other epidemics among animals', 'bird flu, avian influenza, rabies', 'veterinary/avian influenza, veterinary/rabies'),
];

const earth = [
  tag('Climate science', 'The changing climate, its models and what it does', 'climate change, global warming, climate model', 'climate'),
  tag('Glaciers', 'Ice sheets, glaciers and how they melt', 'ice cores, melting ice, glaciology', 'climate/glaciers, title:Glaciologist'),
  tag('Floods and heavy rain', 'Extreme rainfall, floods and who is to blame', 'flood, extreme rainfall, flooding', 'climate/rainfall, climate/attribution'),
  tag('Urban heat', 'Heat waves in towns and how to cool them', 'heat waves, hot cities', 'climate/urban heat'),
  tag('Geology', 'Rocks, faults and the inside of the Earth', 'rocks, earth science, geologist', 'geology'),
  tag('Volcanoes', 'Craters, eruptions and volcanic gas', 'volcano, eruption, volcanology', 'geology/volcanoes, title:Volcanologist'),
  tag('Earthquakes', 'Tremors and how they are measured', 'earthquake, seismology, seismometer', 'geology/earthquakes, title:Seismologist'),
  tag('Groundwater', 'Wells, springs and water below the surface', 'drinking water, wells, hydrogeology', 'geology/groundwater, title:Hydrogeologist'),
  tag('Energy', 'Making, storing and saving power and heat', 'power supply, electricity, energy transition', 'energy'),
  tag('Wind power', 'Wind turbines and wind farms', 'wind farm, wind turbine', 'energy/wind power, title:Wind farm developer'),
  tag('Solar power', 'Electricity from the sun', 'solar, photovoltaics, solar panels', 'energy/solar'),
  tag('Energy storage', 'Batteries and other stores of electricity', 'batteries, battery, pumped water', 'energy/storage, title:Battery researcher'),
  tag('Astronomy and space', 'Stars, planets, satellites and space flight', 'astronomy, space, telescope, planets', 'astronomy'),
  tag('Exoplanets', 'Planets that circle other stars', 'planets of other stars, distant worlds', 'astronomy/exoplanets'),
];

const health = [
  tag('Cardiology', 'The heart, the blood vessels and their illnesses', 'heart, cardiac, heart disease', 'cardiology'),
  tag('Heart rhythm', 'A pulse out of step and how to treat it', 'arrhythmia, heart rhythm disorder', 'cardiology/arrhythmia, title:Electrophysiologist'),
  tag('Blood pressure', 'High blood pressure and its control', 'hypertension', 'cardiology/blood pressure'),
  tag('Mental health', 'Psychology, psychiatry and help in a crisis', 'psychology, psychiatry, psychotherapy, counselling', 'mental-health'),
  tag('Burnout and stress', 'Exhaustion at work and how to prevent it', 'burnout, exhaustion, work stress', 'mental-health/burnout'),
  tag('Trauma', 'What violence and flight leave behind in people', 'trauma therapy, post-traumatic stress', 'mental-health/trauma, title:Trauma therapist'),
  tag('Sleep', 'Sleeping badly, and sleeping well', 'insomnia, sleep disorders', 'mental-health/insomnia'),
  tag('Nutrition', 'Healthy food, diets and advice on eating', 'diet, dietitian, healthy eating', 'nutrition'),
  tag('School meals', 'Lunch for pupils', 'school lunch, canteen food', 'nutrition/school meals'),
  tag('Diabetes', 'Blood sugar and living with diabetes', 'blood sugar, glucose', 'nutrition/diabetes'),
  tag('Sport and movement', 'Training, coaching and moving well', 'sports, athletics, physiotherapy, training', 'sports'),
  tag('Running', 'Running and the injuries it brings', 'jogging, marathon, running injuries', 'sports/running'),
  tag('Climbing', 'Climbing on rock and in halls', 'rock climbing, mountaineering', 'sports/climbing, title:Climbing guide'),
];

const society = [
  tag('Education', 'Schools, teachers and lessons', 'teaching, school, teacher training, curriculum', 'education'),
  tag('Reading and literacy', 'Children who learn to read and write', 'literacy, early reading', 'education/literacy, title:Reading specialist'),
  tag('Inclusion', 'Classrooms in which nobody is left out', 'inclusive classroom, special needs', 'education/inclusion'),
  tag('Law', 'Lawyers, courts, contracts and rights', 'lawyer, legal advice, court, legal', 'law'),
  tag('Data protection', 'Privacy and personal information', 'privacy, personal data, GDPR', 'law/privacy, title:Privacy lawyer'),
  tag('Employment law', 'Dismissal, contracts and rights at work', 'unfair dismissal, labour law', 'law/employment law, title:Employment lawyer'),
  tag('Mediation', 'Settling disputes without a court', 'mediator, dispute, neighbour quarrel', 'law/mediation, title:Mediator'),
  tag('Migration and social work', 'Help for newcomers and for people in need', 'social work, integration, refugee aid', 'migration'),
  tag('Refugees and asylum', 'People who had to flee, and their procedures', 'refugees, asylum, newly arrived', 'migration/refugees, law/asylum, mental-health/trauma, title:Refugee adviser'),
  tag('Housing', 'Affordable homes and homelessness', 'homeless, affordable flats, housing first', 'migration/housing, architecture/housing'),
  tag('Youth work', 'Young people on the street and in clubs', 'youth gangs, youth club', 'migration/youth work'),
  tag('Management and work', 'Leading projects, teams and organisations', 'project management, organisation consulting, agile', 'management'),
  tag('Remote work', 'Teams that work far apart', 'remote teams, home office, working from home', 'management/remote work'),
  tag('Recruiting', 'Finding and choosing staff', 'hiring, job interviews', 'management/hiring'),
];

const publicLife = [
  tag('Architecture', 'Designing and building houses and towns', 'architect, urban planning, buildings', 'architecture'),
  tag('Timber construction', 'Building with wood', 'timber, wooden buildings', 'architecture/timber, title:Timber construction lead'),
  tag('Restoration of buildings', 'Saving and repairing old buildings', 'conservation, heritage buildings, old town restoration', 'architecture/restoration, title:Conservation architect'),
  tag('Transport', 'Trains, buses, roads and how people get about', 'public transport, traffic, mobility', 'transport'),
  tag('Cycling', 'Bicycles and safe lanes for them', 'cycle lanes, bicycle, bike', 'transport/cycling, title:Cycling officer'),
  tag('Railways', 'Trains, tracks and timetables', 'railway, rail, train timetables', 'transport/timetables, transport/rail safety, transport/freight, title:Railway engineer'),
  tag('Finance', 'Money, banks, saving and auditing', 'banking, financial planning, accounting', 'finance'),
  tag('Pensions', 'Saving for old age', 'pension, retirement savings', 'finance/pensions'),
  tag('Auditing and fraud', 'Checking accounts and finding fraud', 'audit, fraud detection, auditor', 'finance/audit, title:Auditor'),
  tag('Microfinance', 'Small loans for people without a bank', 'small loans, microcredit', 'finance/microfinance, title:Microfinance manager'),
  tag('Journalism', 'Reporting for newspapers, radio and television', 'reporter, news, newspaper, press', 'journalism'),
  tag('Fact-checking', 'Finding out whether a claim or picture is true', 'rumours, disinformation, fake news, verification', 'journalism/fact-checking, title:Fact-checker'),
  tag('Investigative reporting', 'Digging up what somebody hides', 'leaked documents, investigative reporter', 'journalism/investigations, title:Investigative reporter'),
];

const culture = [
  tag('Languages and translation', 'Interpreting, translating and the study of languages', 'linguistics, translator, interpreter', 'linguistics'),
  tag('Sign language', 'The language of the deaf', 'deaf, sign language interpreter', 'linguistics/sign language, title:Sign language interpreter'),
  tag('Plain language', 'Texts that everybody understands', 'easy language, clear writing', 'linguistics/plain language'),
  tag('History and archives', 'The past, archives and museums', 'historian, archive, museum', 'history'),
  tag('Looted art and provenance', 'Where works of art came from', 'provenance, looted art, restitution', 'history/provenance'),
  tag('Oral history', 'What witnesses remember', 'witness interviews, eyewitnesses', 'history/oral history, title:Oral history researcher'),
  tag('Music', 'Composing, playing and singing', 'musician, composer, orchestra, concert', 'music'),
  tag('Choirs', 'Singing together', 'choir, choral singing', 'music/choirs, title:Choir conductor'),
  tag('Acoustics', 'How rooms sound', 'concert hall acoustics, sound of rooms, echo', 'music/acoustics'),
  tag('Game design', 'Inventing games for tables and screens', 'games, video games, game designer', 'games'),
  tag('Board games', 'Games with dice, cards and pieces', 'board game, card game', 'games/board games'),
];

const craft = [
  tag('Gastronomy', 'Cooking, baking and restaurants', 'cooking, chef, restaurant, kitchen', 'gastronomy'),
  tag('Baking', 'Bread and pastry', 'bread, sourdough, pastry, bakery', 'gastronomy/bread, gastronomy/pastry, title:Pastry chef'),
  tag('Food waste', 'Kitchens that throw nothing away', 'zero waste, kitchen waste', 'gastronomy/zero waste'),
  tag('Fashion and textiles', 'Clothes, fabrics and fibres', 'fashion, textile, clothing, tailor', 'textiles'),
  tag('Recycling', 'Making new things of old material', 'recycled fibres, circular economy', 'textiles/recycling'),
  tag('Robotics', 'Robots, drones and automation', 'robot, automation, mechatronics', 'robotics'),
  tag('Drones', 'Flying machines without a pilot', 'drone, unmanned aircraft', 'robotics/drones'),
  tag('Exoskeletons', 'Motors that help bodies to move', 'exoskeleton, wearable robots', 'robotics/exoskeletons'),
  tag('Telecommunications', 'Telephone, radio and data networks', 'telecom, network engineer, fibre, mobile network', 'telecom'),
  tag('Rural broadband', 'Fast internet outside the towns', 'broadband, fibre to the village', 'telecom/broadband'),
  tag('Satellites', 'Satellites and the links to them', 'satellite, satellite links', 'telecom/satellites, astronomy/small satellites, title:Satellite engineer'),
];

const computing = [
  tag('Databases', 'Storing data and asking for it', 'database, SQL, data storage', 'databases'),
  tag('Query tuning', 'Making slow queries fast', 'slow queries, execution plans, query optimiser', 'databases/query tuning, title:Query optimiser developer'),
  tag('Backups', 'Copies of data, and getting it back', 'backup, data recovery', 'databases/backups'),
  tag('Information security', 'Protection against hackers and data theft', 'IT security, cybersecurity, hacker, penetration testing', 'security'),
  tag('Phishing', 'Deceptive messages and how to see through them', 'phishing mails, scam e-mail', 'security/phishing'),
  tag('Ransomware and incidents', 'What to do after an attack on computers', 'ransomware, incident response, extortion', 'security/incident response, title:Incident responder'),
  tag('Cryptography', 'Ciphers and keys', 'encryption, cipher, cryptographer', 'security/cryptography, title:Cryptographer'),
  tag('Machine learning', 'Programs that learn from data', 'artificial intelligence, neural network, deep learning', 'machine-learning'),
  tag('Language models', 'Programs that write text', 'large language model, LLM, chatbot', 'machine-learning/language models'),
  tag('Computer vision', 'Programs that see', 'image recognition', 'machine-learning/computer vision'),
  tag('Fair algorithms', 'Programs that treat people equally', 'model fairness, algorithmic bias, fairness', 'machine-learning/fairness'),
  tag('Web development', 'Making web sites and web applications', 'front-end, website, web pages, full-stack', 'web'),
  tag('Accessibility', 'Sites that everybody can use', 'accessible forms, screen reader, barrier-free', 'web/accessibility, title:Accessibility specialist'),
  tag('Page speed', 'Web pages that load fast', 'web performance, slow pages', 'web/performance, title:Web performance consultant'),
];

/** The taxonomy of the demo. @type {readonly TaxonomyTag[]} */
export const TAXONOMY = [
  ...nature,
  ...earth,
  ...health,
  ...society,
  ...publicLife,
  ...culture,
  ...craft,
  ...computing,
];

/**
 * The names of an invented expert's correct tags: of the field, of each subject that the biography
 * names, and of the title.
 *
 * @param {import('./types.mjs').InventedExpert} expert
 * @param {readonly import('./types.mjs').Field[]} fields
 * @returns {string[]}
 */
export const trueTags = ({ field: id, title, bio }, fields) => {
  const field = fields.find((candidate) => candidate.id === id);
  const text = bio.toLowerCase();
  const told = (field?.topics ?? [])
    .filter(([what, how]) => [what, how].some((phrase) => text.includes(phrase.toLowerCase())))
    .map(([, , name]) => `${id}/${name}`);
  const facts = new Set([id, `title:${title}`, ...told]);
  return TAXONOMY.filter(({ fits }) => fits.some((fact) => facts.has(fact))).map(({ name }) => name);
};
