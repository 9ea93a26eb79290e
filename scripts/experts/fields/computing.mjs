// @ts-check
/** @type {import('../types.mjs').Field[]} */
export const computingFields = [
  {
    id: 'databases',
    label: 'Databases',
    titles: [
      'Database engineer', 'Data platform lead', 'Query optimiser developer', 'Database administrator',
    ],
    topics: [
      ['slow queries', 'reading execution plans line by line', 'query tuning'],
      ['database replication', 'pulling cables to see what survives', 'replication'],
      ['zero-downtime migrations', 'writing every change so that it can be undone', 'migrations'],
      ['time-series storage', 'compressing sensor data column by column', 'time series'],
      ['backups', 'restoring them every month, on purpose', 'backups'],
    ],
    feats: [
      'brought a nightly report from six hours to four minutes',
      'moved two billion rows without closing the shop', 'recovered a ledger that everybody had given up',
      'made everything faster by deleting half of the indexes', 'merged eleven customer lists into one',
      'kept a ticket shop open on the day of the final',
    ],
    scenes: [
      '{S} {v:like} to say that an untested backup is a wish.',
      '{P} first production outage lasted nine minutes and is still told at parties.',
      '{S} once found a bug in a B-tree on a train.', '{S} {v:sort} the spice rack by access frequency.',
      'Nothing worries {o} more than a table called temp.',
      '{S} {v:wear} a T-shirt with an execution plan on it.',
    ],
    employers: ['Ledger Works', 'Tidy Tables', 'Northbridge Data', 'Second Normal'],
    needs: [
      'our reports take all night, who can speed them up?',
      'someone who makes sure that no record is ever lost',
    ],
  },
  {
    id: 'security',
    label: 'Information security',
    titles: ['Security engineer', 'Penetration tester', 'Incident responder', 'Cryptographer'],
    topics: [
      ['protection against phishing', 'sending staff harmless traps and kind explanations', 'phishing'],
      ['recovery from ransomware', 'rebuilding networks from clean backups', 'incident response'],
      ['threat modelling', 'drawing attack trees with the people who build the product', 'threat modelling'],
      ['post-quantum cryptography', 'replacing key exchange in old protocols', 'cryptography'],
      ['industrial control systems', 'testing plants without stopping them', 'industrial security'],
    ],
    feats: [
      'got a hospital back to work three days after an attack',
      'found the flaw in a lock that guarded ten thousand doors',
      'taught a whole town hall to hang up on fraudsters', 'retired the last shared password of a bank',
      'taught a bank to publish its mistakes', 'found a spy camera in a court room',
    ],
    scenes: [
      '{S} {v:pick} locks for fun and {v:lock} the office for a living.',
      'Nothing cheers {o} up like a boring audit.',
      '{S} once broke into {p} own server room by asking nicely.',
      '{S} {v:cover} the keypad even when nobody is there.',
      '{P} grandmother has the best passwords in the family.',
      '{S} {v:send} postcards instead of e-mail, in cipher.',
    ],
    employers: [
      'Quiet Harbour Security', 'Red Door Team', 'the Cantonal Computer Emergency Team', 'Closed Loop',
    ],
    needs: [
      'how do we protect ourselves from hackers and extortion?',
      'somebody to train staff not to click on everything',
    ],
  },
  {
    id: 'machine-learning',
    label: 'Machine learning',
    titles: [
      'Machine learning engineer', 'Research scientist', 'Applied statistician',
      'Head of machine intelligence',
    ],
    topics: [
      ['language models', 'measuring what they invent', 'language models'],
      ['computer vision', 'labelling the odd cases first', 'computer vision'],
      ['recommender systems', 'running slow experiments on real shelves', 'recommendation'],
      ['model fairness', 'splitting error rates by group', 'fairness'],
      ['small models on phones', 'pruning and quantising weights', 'edge inference'],
    ],
    feats: [
      'shrank a speech model until it ran on a hearing aid',
      'showed that a hiring score measured postcodes', 'replaced a network with a table of eleven numbers',
      'put a plant-disease app into the hands of growers', 'taught a camera to count swifts',
      'got a court to ask for error bars',
    ],
    scenes: [
      '{S} {v:believe} in baselines and {have} beaten many papers with one.',
      '{P} favourite plot is a straight line.',
      '{S} {v:keep} a list of things that computers said with confidence and got wrong.',
      '{S} {v:label} a hundred examples by hand before {s} {v:write} any code.',
      'Demos bore {o}; failures do not.', '{S} {v:name} every experiment after a cheese.',
    ],
    employers: ['Plainly Labs', 'the Institute for Learning Systems', 'Sparse Matter', 'Held-Out Set'],
    needs: [
      'who can explain what clever software can really do for us?',
      'someone to check whether our algorithm treats people equally',
    ],
  },
  {
    id: 'web',
    label: 'Web development',
    titles: [
      'Front-end developer', 'Accessibility specialist', 'Full-stack engineer',
      'Web performance consultant',
    ],
    topics: [
      ['accessible forms', 'using nothing but a keyboard for a week', 'accessibility'],
      ['design systems', 'naming things until designers and developers agree', 'design systems'],
      ['page speed', 'testing on a five-year-old phone', 'performance'],
      ['progressive web apps', 'making pages work in tunnels', 'offline'],
      ['content management', 'letting editors publish without fear', 'content management'],
    ],
    feats: [
      'made a tax form usable for blind citizens', 'took four megabytes out of a home page',
      'wrote the component library of a railway', 'moved a newspaper archive to the open web',
      'put the forms of a whole county onto one page', 'made a ticket shop usable with one thumb',
    ],
    scenes: [
      '{S} {v:keep} the first page {s} ever built online, and it still works.',
      'A screen reader is the first user of everything that {s} {v:ship}.',
      '{S} {v:collect} error messages that apologise.', '{S} {v:test} every site with the mouse unplugged.',
      'Pop-ups make {o} close the laptop.', '{S} {v:write} alt texts for {p} holiday photographs.',
    ],
    employers: ['Open Counter', 'Pixel Parish', 'Civic Screens', 'Semantic Bakery'],
    needs: [
      'our site shuts out people with disabilities, who helps?',
      'someone to make pages load on a weak connection',
    ],
  },
];
