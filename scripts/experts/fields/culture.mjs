// @ts-check
/** @type {import('../types.mjs').Field[]} */
export const cultureFields = [
  {
    id: 'linguistics',
    label: 'Languages and translation',
    titles: ['Conference interpreter', 'Linguist', 'Literary translator', 'Sign language interpreter'],
    topics: [
      ['endangered languages', 'recording grandmothers at the stove', 'documentation'],
      ['simultaneous interpreting', 'speaking half a sentence behind', 'interpreting'],
      ['poetry in translation', 'keeping the breath and losing the rhyme', 'literary translation'],
      ['sign language', 'standing where the light is', 'sign language'],
      ['plain language', 'cutting sentences until they stand', 'plain language'],
    ],
    feats: [
      'compiled a dictionary of a language with twelve speakers',
      'interpreted a peace talk that lasted forty hours',
      'translated a novel that was called untranslatable',
      'put court letters into words that people understand',
      'brought a minority language onto the signs of a railway',
      'taught a hospital to work with interpreters',
    ],
    scenes: [
      '{S} {v:dream} in a language that {p} family does not speak.', 'Puns follow {o} like stray cats.',
      '{S} {v:underline} good commas in other people’s books.',
      '{S} {v:argue} with dictionaries, out loud.',
      'Somebody once proposed marriage through {o}, in two languages.',
      '{S} {v:whisper} in trains out of professional habit.',
    ],
    employers: ['Second Voice', 'the Institute for Living Languages', 'Bridge Interpreters', 'Third Draft'],
    needs: [
      'we need somebody at our meeting who speaks for the deaf',
      'who saves words that are about to die out?',
    ],
  },
  {
    id: 'history',
    label: 'History and archives',
    titles: ['Historian', 'Archivist', 'Museum curator', 'Oral history researcher'],
    topics: [
      ['parish registers', 'deciphering the handwriting of four centuries', 'archives'],
      ['labour history', 'collecting pay slips and songs', 'labour history'],
      ['looted art', 'following labels on the backs of frames', 'provenance'],
      ['witness interviews', 'asking about smells before dates', 'oral history'],
      ['medieval maps', 'redrawing coasts that never existed', 'maps'],
    ],
    feats: [
      'returned a painting to the family it was taken from', 'saved a factory archive from a skip',
      'gave a drowned village its names back', 'built a museum of lost property',
      'identified four hundred faces in old photographs', 'put a poorhouse ledger online, name by name',
    ],
    scenes: [
      '{S} {v:wear} cotton gloves the way other people wear watches.', 'Dust makes {o} sneeze and hope.',
      '{S} once found a love letter in a tax roll.', '{S} {v:date} wallpaper at a glance.',
      '{P} handwriting has turned into that of a clerk of 1780.',
      '{S} {v:talk} about the dead in the present tense.',
    ],
    employers: [
      'the State Archive', 'the Museum of Everyday Life', 'the Institute for Memory',
      'Paper Trail Research',
    ],
    needs: [
      'who can read the old papers we found in the attic?',
      'someone to find out where our collection once came from',
    ],
  },
  {
    id: 'music',
    label: 'Music',
    titles: ['Composer', 'Cellist', 'Choir conductor', 'Sound engineer'],
    topics: [
      ['choirs for beginners', 'starting with breath and laughter', 'choirs'],
      ['string quartets', 'rehearsing without looking up', 'chamber music'],
      ['film scores', 'writing against the picture', 'film music'],
      ['concert hall acoustics', 'bursting balloons in empty rooms', 'acoustics'],
      ['instrument making', 'tapping spruce until it answers', 'instruments'],
    ],
    feats: [
      'got four hundred commuters to sing in a railway station', 'wrote an opera for a swimming pool',
      'cured a hall of its echo with curtains', 'repaired a cello that had been through a flood',
      'recorded an album in a salt mine', 'founded an orchestra of people over seventy',
    ],
    scenes: [
      '{S} {v:tune} the glasses at every dinner.', 'Silence is what {s} {v:practise} most.',
      'A wrong note at {p} debut became the encore.', '{S} {v:hear} the key of vacuum cleaners.',
      'Applause embarrasses {o}, encores do not.', '{S} {v:hum} in lifts and {v:blame} the lift.',
    ],
    employers: ['the Harbour Philharmonic', 'the House of Voices', 'Resonance Workshop', 'Open String'],
    needs: [
      'we want to sing together though nobody can',
      'the room swallows every speech, who improves the sound?',
    ],
  },
  {
    id: 'games',
    label: 'Game design',
    titles: ['Game designer', 'Level designer', 'Narrative designer', 'Gameplay programmer'],
    topics: [
      ['board games for classrooms', 'testing rules on impatient ten-year-olds', 'board games'],
      ['branching stories', 'drawing every ending on one wall', 'narrative'],
      ['game difficulty', 'watching people fail in silence', 'balancing'],
      ['multiplayer netcode', 'hiding delay so that nobody swears', 'netcode'],
      ['games for therapy', 'turning exercises into quests', 'serious games'],
    ],
    feats: [
      'made a card game about taxes that sold out twice', 'wrote a detective who never lies',
      'got stroke patients to practise every day', 'fixed a racing game that had been unfair for ten years',
      'turned a bus timetable into a puzzle', 'wrote rules that fit on a beer mat',
    ],
    scenes: [
      '{S} {v:lose} on purpose to see what winners do.',
      'A shelf of unfinished prototypes watches {o} work.',
      '{S} {v:ask} testers one question only: when were you bored?',
      '{S} {v:cheat} openly, to test the rules.', 'Dice of every shape roll out of {p} pockets.',
      '{S} {v:play} everything three times, once as a villain.',
    ],
    employers: ['Paper Dragon Studio', 'Second Level', 'the Play Research Group', 'Tin Pawn'],
    needs: ['someone who makes learning feel like play', 'who writes stories in which the player decides?'],
  },
];
