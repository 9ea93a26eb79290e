// @ts-check
/** Words for what lies beside the field of work; biography.mjs makes facts of them. */

/** Jobs that people leave for something else. */
export const EARLIER_JOBS = [
  'bus driver', 'night porter', 'ship’s cook', 'bookseller', 'postman’s assistant', 'carpenter',
  'lifeguard', 'piano tuner', 'stage hand', 'tax clerk', 'locksmith', 'gardener', 'bicycle courier',
  'cartographer', 'ski instructor', 'proofreader', 'projectionist', 'watchmaker', 'dental technician',
  'ferry pilot', 'florist', 'glazier', 'ice-cream seller', 'librarian', 'paramedic', 'radio presenter',
  'roofer', 'sailmaker', 'shepherd', 'shoemaker', 'taxi driver', 'tour guide', 'printer', 'wine merchant',
  'youth hostel warden', 'optician', 'chimney sweep',
];

export const SUBJECTS = [
  'philosophy', 'mathematics', 'classics', 'physics', 'theology', 'economics', 'Romance languages',
  'chemistry', 'geography', 'sculpture', 'sociology', 'mechanical engineering', 'musicology', 'statistics',
  'anthropology', 'political science', 'botany', 'theatre studies', 'Slavic literature', 'psychology',
];

/** Each follows "grew up in a town, …". */
export const CHILDHOODS = [
  'above a bakery', 'between a railway line and a river', 'next door to a fire station',
  'in a house full of cousins', 'behind a petrol station', 'on the top floor of a school',
  'two streets from the harbour', 'over a hardware shop', 'at the last stop of the tram',
  'with four older sisters', 'with a grandmother who told better stories than books',
  'in a flat without a television', 'beside a brickworks', 'opposite the public library',
  'in a family of bakers', 'in a family of sailors', 'in the caretaker’s rooms of a museum',
  'among goats and generators', 'over a print shop', 'within earshot of a shipyard',
  'in the shade of a water tower', 'with a piano and no heating', 'near a border post',
  'in a house that was never finished', 'next to a football ground', 'with two languages at one table',
];

export const SHOPS = [
  'a hardware shop', 'a small hotel', 'a pharmacy', 'a bus company', 'the village inn', 'a laundry',
  'a printing works', 'a cinema', 'a bicycle repair shop', 'a fish stall', 'a photographic studio',
  'a garage', 'a flower stall', 'a mill',
];

export const HOBBIES = [
  'playing the viola badly', 'keeping bees on a roof', 'repairing old radios', 'baking rye bread',
  'swimming in cold lakes', 'restoring a wooden dinghy', 'singing in a choir of forty',
  'collecting stopwatches', 'growing chillies on a windowsill', 'walking other people’s dogs',
  'folding paper animals', 'playing chess by post', 'brewing ginger beer', 'binding notebooks',
  'learning to tango', 'mending umbrellas', 'watching swifts', 'cycling up unnecessary hills',
  'printing posters by hand', 'drawing insects', 'translating crossword puzzles',
  'refereeing youth football', 'building kites', 'reading sea stories', 'cooking for twelve',
  'writing haiku on receipts', 'playing table tennis against teenagers', 'knitting socks with mistakes',
  'tending an allotment', 'hunting for fossils', 'taking night trains', 'carving spoons',
  'rebuilding a motorcycle', 'juggling at traffic lights', 'pressing cider', 'rowing before breakfast',
  'conducting an imaginary orchestra', 'sorting a stamp collection', 'fishing without a hook',
  'photographing staircases', 'growing old roses', 'visiting lighthouses', 'playing backgammon in cafés',
  'doing magic tricks for nephews', 'sleeping in a tent in the garden', 'painting model trams',
  'keeping three hens', 'running in the rain', 'memorising poems', 'playing the accordion at weddings',
  'volunteering as a fire fighter', 'dancing in the kitchen', 'making marmalade',
  'climbing trees with the children', 'learning the names of clouds', 'mapping footpaths',
  'repairing clocks that others gave up', 'watching very long films',
];

export const AUDIENCES = [
  'town councils', 'school classes', 'engineers in training', 'retired judges', 'trade unions',
  'hospital boards', 'young founders', 'museum guides', 'insurance companies', 'student societies',
  'young parents', 'ministries', 'chambers of commerce', 'harbour pilots', 'apprentices', 'civil servants',
  'local clubs', 'festival crowds', 'farmers’ meetings', 'professional associations', 'women’s networks',
  'housing cooperatives', 'beekeepers’ clubs', 'charity boards', 'family businesses', 'rotary clubs',
  'teachers’ conferences', 'young reporters', 'summer schools', 'neighbourhood groups', 'village choirs',
  'retired sailors', 'reading circles',
];

export const OFFERS = [
  'short talks', 'half-day workshops', 'lunchtime lectures', 'guided walks', 'panel debates',
  'evening lectures', 'hands-on courses', 'one-to-one sessions', 'master classes', 'seminars of two days',
  'radio interviews', 'site visits', 'lectures without slides', 'mentoring schemes', 'school visits',
];

export const WISHES = [
  'partners for a field trial', 'two interns who can say no', 'a town willing to test an idea',
  'a patient publisher', 'somebody to share an office with', 'funding for a third year',
  'a translator with a sense of humour', 'an editor who likes footnotes', 'volunteers for a long study',
  'a school that wants to take part', 'a successor with better handwriting',
  'colleagues in the southern hemisphere', 'a statistician with time', 'people who disagree politely',
  'a room with north light', 'a co-author for a textbook', 'a sponsor without a logo',
  'stories from people who failed at the same thing', 'students who ask “why?” twice',
  'photographs from before 1970', 'a museum that likes experiments', 'a film-maker who can keep still',
  'a good reason to visit the coast', 'a software developer who enjoys tidying up',
  'a lawyer for a small association',
];

/** Plural nouns, all of them, in both lists. */
export const TRUSTED = [
  'pencils', 'second opinions', 'long walks', 'handwritten notes', 'changes of mind', 'slow mornings',
  'old maps', 'simple tools', 'good questions', 'small experiments', 'local voices', 'checklists',
  'honest mistakes', 'plain words', 'short sentences', 'open doors', 'rough sketches', 'early trains',
];
export const DISTRUSTED = [
  'slogans', 'round numbers', 'glossy brochures', 'averages', 'first impressions', 'five-year plans',
  'buzzwords', 'long agendas', 'quick fixes', 'urgent e-mails', 'miracle cures', 'league tables',
  'keynote speeches', 'easy answers', 'dashboards', 'mission statements', 'anonymous surveys', 'pie charts',
];

export const ROOM_NEEDS = [
  'a blackboard', 'a table and a glass of water', 'a door that closes', 'a round of chairs',
  'a clock on the wall', 'a window that opens', 'an audience that interrupts', 'a large sheet of paper',
  'half an hour for questions', 'a quiet corner beforehand', 'a stool instead of a lectern',
  'a late train home',
];

export const LANGUAGES = [
  'French', 'Spanish', 'Portuguese', 'German', 'Italian', 'Russian', 'Arabic', 'Mandarin', 'Japanese',
  'Hindi', 'Swahili', 'Turkish', 'Dutch', 'Polish', 'Swedish', 'Korean', 'Malay', 'Greek', 'Persian',
  'Romanian',
];
export const FLUENCIES = ['some', 'a little', 'rusty', 'basic', 'passable', 'halting'];
