// @ts-check
/** @type {import('../types.mjs').Field[]} */
export const publicFields = [
  {
    id: 'architecture',
    label: 'Architecture',
    titles: ['Architect', 'Conservation architect', 'Urban planner', 'Timber construction lead'],
    topics: [
      ['timber towers', 'testing joints with fire', 'timber'],
      ['old town restoration', 'scraping paint down to the first layer', 'restoration'],
      ['affordable flats', 'moving the stairs to gain a room', 'housing'],
      ['car-free streets', 'closing a road with potted trees first', 'streets'],
      ['school buildings', 'letting pupils draw their corridors', 'school buildings'],
    ],
    feats: [
      'built eleven storeys out of wood', 'saved a cinema from the bulldozer',
      'designed flats that nurses can afford', 'gave a market square back to walkers',
      'turned a water tower into a kindergarten', 'found a use for forty empty churches',
    ],
    scenes: [
      '{S} {v:measure} rooms in steps and {am} never wrong by more than a hand.',
      'Scale models travel with {o} on trains.', '{S} {v:sketch} before {s} {v:speak}.',
      '{S} {v:touch} walls in museums and {v:get} told off.',
      '{P} first building was a henhouse, and it still stands.', '{S} {v:own} nothing that is beige.',
    ],
    employers: [
      'Plumb Line Architects', 'Corner House Studio', 'the City Planning Department', 'Joist and Sill',
    ],
    needs: ['someone to convert an old factory into homes', 'how can our centre get quieter and greener?'],
  },
  {
    id: 'transport',
    label: 'Transport',
    titles: ['Transport planner', 'Railway engineer', 'Cycling officer', 'Traffic modeller'],
    topics: [
      ['railway timetables', 'making trains wait for each other', 'timetables'],
      ['cycle lanes', 'painting at night and asking in the morning', 'cycling'],
      ['night buses', 'following the shifts of nurses and bakers', 'buses'],
      ['level crossings', 'filming impatience', 'rail safety'],
      ['freight by rail', 'loading trucks onto wagons in minutes', 'freight'],
    ],
    feats: [
      'shortened a cross-country journey by an hour without laying any track',
      'doubled the number of cyclists in a hilly town', 'closed the last deadly crossing of a region',
      'moved the parcels of a whole city by tram', 'drew a network map that people hang in their kitchens',
      'got three bus companies to accept one ticket',
    ],
    scenes: [
      '{S} {v:own} no car and forty timetables.', 'Other people’s delays upset {o} personally.',
      '{S} once rode every bus line of a capital in three days.', '{S} {v:wait} at stops with a stopwatch.',
      'Ticket machines are {p} favourite comedy.', '{S} {v:take} {p} holidays wherever the line ends.',
    ],
    employers: [
      'Points and Rails', 'the Metropolitan Transport Office', 'the Two Wheels Agency',
      'Last Mile Planning',
    ],
    needs: [
      'how do people get home from a late shift without driving?',
      'somebody who makes commuting by bike safe',
    ],
  },
  {
    id: 'finance',
    label: 'Finance',
    titles: ['Financial planner', 'Auditor', 'Microfinance manager', 'Risk analyst'],
    topics: [
      ['small loans', 'lending to groups of neighbours', 'microfinance'],
      ['pension gaps', 'drawing a life on one sheet', 'pensions'],
      ['fraud detection', 'looking for round numbers', 'audit'],
      ['climate risk in portfolios', 'stress-testing harbours and harvests', 'risk'],
      ['company budgets', 'starting from zero each autumn', 'budgeting'],
    ],
    feats: [
      'found eleven million that nobody missed', 'brought bank accounts to a mountain region',
      'got a theatre out of the red in two seasons', 'explained compound interest on breakfast television',
      'turned a savings club into a bank', 'found the error that had cost a town its swimming pool',
    ],
    scenes: [
      '{S} {v:pay} in cash and {v:count} the change.',
      'Balance sheets read like novels to {o}, mostly crime.',
      '{S} {v:argue} that a budget is a letter to the future.',
      '{S} {v:read} the small print on milk cartons.', 'Calculators are forbidden at {p} dinner table.',
      '{S} {v:keep} a coin from every country that has changed its currency.',
    ],
    employers: [
      'Penny Wise Partners', 'the Cooperative Bank of the Hills', 'Clear Ledger Audit',
      'Rainy Day Advisers',
    ],
    needs: [
      'planning for retirement',
      'will my savings be enough when I stop working?',
      'someone to look for irregularities in our accounts',
    ],
  },
  {
    id: 'journalism',
    label: 'Journalism',
    titles: ['Investigative reporter', 'Data journalist', 'Radio host', 'Fact-checker'],
    topics: [
      ['leaked documents', 'reading two million pages with six colleagues', 'investigations'],
      ['local news', 'sitting through every council meeting', 'local news'],
      ['rumours online', 'tracing a picture to its first upload', 'fact-checking'],
      ['radio features', 'leaving the pauses in', 'radio'],
      ['charts that readers understand', 'throwing out three graphs in four', 'data journalism'],
    ],
    feats: [
      'uncovered a landfill that did not officially exist', 'kept a small paper alive by asking readers',
      'debunked a video before breakfast', 'won a prize for a programme about silence',
      'made a whole council publish its expenses', 'followed a container of clothes around the world',
    ],
    scenes: [
      '{S} {v:protect} sources and {v:forget} birthdays.', 'Press releases go straight to {p} parrot.',
      '{S} {v:call} everybody twice.', '{S} {v:interview} taxi drivers on the way to interviews.',
      'The best lead {s} ever had came by post, without a sender.',
      '{S} {v:fill} a notebook a week and {v:throw} none away.',
    ],
    employers: ['the Morning Courier', 'Radio Quay', 'the Verification Desk', 'Slow News Bureau'],
    needs: [
      'how can we tell whether a picture on the net is genuine?',
      'someone who digs into files the powerful would rather hide',
    ],
  },
];
