// @ts-check
/** @type {import('../types.mjs').Field[]} */
export const societyFields = [
  {
    id: 'education',
    label: 'Education',
    titles: ['Teacher trainer', 'Curriculum designer', 'Reading specialist', 'Headteacher'],
    topics: [
      ['early reading', 'listening to every child for two minutes a day', 'literacy'],
      ['mathematics anxiety', 'praising good mistakes', 'mathematics'],
      ['inclusive classrooms', 'planning for the edges first', 'inclusion'],
      ['assessment without marks', 'writing letters instead of grades', 'assessment'],
      ['language classes for newcomers', 'teaching with kitchen tools', 'second language'],
    ],
    feats: [
      'got every pupil of a difficult district reading by the age of eight',
      'founded a school in a former bakery', 'trained six hundred teachers in a year',
      'ran a school for nine years without an exclusion', 'turned a school corridor into a library',
      'brought parents into lessons on Friday mornings',
    ],
    scenes: [
      '{S} still {v:teach} one morning a week, to stay honest.',
      'A pupil once corrected {p} textbook, and the second edition says so on page one.',
      '{S} {v:keep} chalk in every coat.', '{S} {v:know} the names of two thousand former pupils.',
      'The loudest class {s} ever had still sends {o} a card every June.',
      '{S} {v:read} aloud to anybody who sits still.',
    ],
    employers: ['Hill School', 'the College of Education South', 'Reading Together', 'Open Slate'],
    needs: [
      'children in our class struggle with letters and words',
      'someone to coach teachers with very mixed groups',
    ],
  },
  {
    id: 'law',
    label: 'Law',
    titles: ['Privacy lawyer', 'Employment lawyer', 'Human rights lawyer', 'Mediator'],
    topics: [
      ['data protection', 'finding out where the data really go', 'privacy'],
      ['protection against unfair dismissal', 'reading contracts aloud', 'employment law'],
      ['asylum procedures', 'preparing people for the one hearing that counts', 'asylum'],
      ['neighbour disputes', 'meeting at the fence', 'mediation'],
      ['open-source licences', 'untangling who wrote what', 'licensing'],
    ],
    feats: [
      'won back pay for three hundred couriers', 'rewrote a privacy notice so that a child understood it',
      'settled a quarrel over a pear tree after nineteen years',
      'won a case in the highest court by one vote', 'got a landlord to repair forty lifts',
      'drafted a contract that fits on a postcard',
    ],
    scenes: [
      '{S} {v:bill} by the result and {v:sleep} well.', 'Latin makes {o} laugh; footnotes do not.',
      'Opponents describe {o} as unpleasantly polite.', '{S} {v:write} in pencil until the last hearing.',
      'Clients get {p} opinion in three sentences.', '{S} {v:collect} clauses that nobody can explain.',
    ],
    employers: [
      'Fair Copy Chambers', 'Common Ground Mediation', 'the Office for Data Protection', 'Plain Terms',
    ],
    needs: [
      'we were sacked without reason, who represents us?',
      'someone to check how we handle personal information of customers',
    ],
  },
  {
    id: 'migration',
    label: 'Migration and social work',
    titles: ['Social worker', 'Integration officer', 'Community organiser', 'Refugee adviser'],
    topics: [
      ['housing for the homeless', 'handing over keys before setting conditions', 'housing'],
      ['support for newly arrived families', 'meeting the night train', 'refugees'],
      ['work with youth gangs', 'opening gyms at midnight', 'youth work'],
      ['shelter from domestic violence', 'building exits that nobody sees', 'shelters'],
      ['debt advice', 'opening the envelopes together', 'debt advice'],
    ],
    feats: [
      'found flats for ninety people who had slept outside', 'talked two gangs into one football team',
      'set up a phone tree in fourteen languages', 'stopped a hundred evictions in one winter',
      'opened a kitchen where newcomers cook for the neighbourhood', 'reunited thirty families after a war',
    ],
    scenes: [
      '{S} {v:know} every driver on the night buses.', '{P} office is a table in a laundrette.',
      'Forms annoy {o}, so {s} {v:fill} them in with people and never for people.',
      '{S} {v:own} three phones, and all of them ring at night.',
      'Children at the shelter named a goldfish after {o}.',
      '{S} {v:learn} to say “welcome” in one more language every year.',
    ],
    employers: ['Open Hand', 'City Social Services', 'Arrival House', 'Doorstep Collective'],
    needs: [
      'newcomers need a roof and a first contact', 'how do we get young people off the street at night?',
    ],
  },
  {
    id: 'management',
    label: 'Management and work',
    titles: ['Project manager', 'Organisation consultant', 'Agile coach', 'Head of operations'],
    topics: [
      ['projects that are too large', 'cutting them into pieces that finish', 'projects'],
      ['meetings', 'cancelling half of them for a month', 'meetings'],
      ['remote teams', 'writing more and calling less', 'remote work'],
      ['fair hiring', 'asking everybody the same five questions', 'hiring'],
      ['quality in factories', 'stopping the line at the first fault', 'lean'],
    ],
    feats: [
      'finished a hospital on time and under budget', 'led a team that has never been in one room',
      'took a plant from the worst to the best of its group',
      'got two merged companies to share one canteen', 'closed a project that nobody dared to close',
      'halved the forms of a ministry',
    ],
    scenes: [
      '{P} calendar has holes on purpose.', '{S} {v:draw} every plan with a pencil.',
      'Sticky notes are banned from {p} flat.', '{S} {v:leave} meetings on time, whoever is talking.',
      'The shortest report {s} ever wrote had four words.',
      '{S} {v:ask} “who decides?” before {s} {v:take} off {p} coat.',
    ],
    employers: ['Next Step Partners', 'the Workshop for Work', 'Plain Process', 'Clear Desk'],
    needs: [
      'our undertaking runs late and nobody decides', 'how do colleagues far apart work well together?',
    ],
  },
];
