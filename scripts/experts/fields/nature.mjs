// @ts-check
/** @type {import('../types.mjs').Field[]} */
export const natureFields = [
  {
    id: 'marine-biology',
    label: 'Marine biology',
    titles: ['Marine biologist', 'Reef ecologist', 'Fisheries scientist', 'Head of ocean research'],
    topics: [
      ['coral bleaching', 'mapping reefs by diver transects', 'coral reefs'],
      ['seagrass meadows', 'counting shoots and carbon in sediment cores', 'seagrass'],
      ['by-catch in trawl nets', 'testing escape panels at sea', 'fisheries'],
      ['plankton blooms', 'comparing satellite colour with water samples', 'plankton'],
      ['whale migration', 'listening with underwater microphones', 'whales'],
    ],
    feats: [
      'brought a bay of dead coral back to half of its former cover',
      'persuaded forty boats to change their nets', 'found a nursery of rays that was on no chart',
      'trained two hundred hobby divers to count fish', 'proved that cod had returned to an estuary',
      'got a cement works to stop dumping at sea',
    ],
    scenes: [
      '{S} once lost a camera to an octopus and got the best footage of the year out of it.',
      'Most of {p} field books smell of salt and diesel.',
      '{S} learned patience on a research vessel that broke down twice a week.',
      '{S} {v:sing} to seals, who are a patient audience.',
      '{S} {v:get} seasick on the first day of every trip and {v:go} anyway.',
      'The tide table hangs above {p} bed.',
    ],
    employers: [
      'the Institute for Coastal Seas', 'Blue Shelf Station', 'the Harbour Aquarium', 'Saltmarsh Partners',
    ],
    needs: [
      'who understands what happens to life in warming seas?',
      'somebody to talk to our fishermen about sparing young fish',
    ],
  },
  {
    id: 'forestry',
    label: 'Forestry',
    titles: ['Forester', 'Forest ecologist', 'Woodland adviser', 'Silviculture lead'],
    topics: [
      ['mixed-species planting', 'comparing plots of oak, beech and fir over decades', 'silviculture'],
      ['bark beetle outbreaks', 'felling and debarking in time', 'bark beetles'],
      ['wildfire prevention', 'planning fuel breaks and prescribed burns', 'wildfire'],
      ['urban trees', 'choosing species that stand heat and salt', 'urban trees'],
      ['forest inventories', 'flying laser scanners over steep slopes', 'forest inventory'],
    ],
    feats: [
      'turned a spruce monoculture into a mixed stand without a clear-cut',
      'halved what a county loses to beetles', 'wrote the planting list that nine cities use',
      'measured every tree of a nature reserve from the air', 'reopened a forest school after a fire',
      'planted a windbreak that three villages now share',
    ],
    scenes: [
      '{S} can tell the age of a stand with closed eyes, or so {p} colleagues say.',
      'The storm that flattened {p} first plantation taught {o} more than any lecture.',
      '{S} always {v:carry} a folding saw and a notebook.',
      '{S} {v:knock} on trunks before {s} {v:say} hello to people.', 'A spruce fell on {p} first car.',
      '{S} {v:name} sample trees after former teachers.',
    ],
    employers: [
      'the Northern Woodland Trust', 'the State Forest Office', 'the Green Ridge Cooperative',
      'Canopy and Root',
    ],
    needs: [
      'how do we keep our woods standing in hotter summers?',
      'someone to choose street trees that survive drought',
    ],
  },
  {
    id: 'agriculture',
    label: 'Agriculture',
    titles: ['Agronomist', 'Soil scientist', 'Farm adviser', 'Plant breeder'],
    topics: [
      ['cover crops', 'leaving roots in the ground all winter', 'cover crops'],
      ['drip irrigation', 'reading soil moisture before opening a valve', 'irrigation'],
      ['wheat breeding', 'crossing old landraces with modern lines', 'plant breeding'],
      ['soil carbon', 'digging pits and weighing crumbs of earth', 'soil health'],
      ['dairy herds', 'watching how cows walk to catch lameness early', 'dairy'],
    ],
    feats: [
      'cut the water use of an orchard valley by a third', 'bred a wheat that needs no fungicide',
      'brought earthworms back to a worn-out field', 'started a seed exchange among sixty villages',
      'got rice through a summer without standing water', 'talked a cooperative out of deep ploughing',
    ],
    scenes: [
      '{S} grew up on a farm and still {v:get} up at five.',
      'Farmers trust {o} because {s} {v:ask} to see the spade before the spreadsheet.',
      '{P} boots stand in the office, muddy, as a reminder.', '{S} {v:judge} a field by its smell.',
      'At harvest nobody reaches {o} by telephone.', '{S} {v:keep} forty kinds of beans in jam jars.',
    ],
    employers: [
      'the Valley Growers Union', 'the Field Crop Institute', 'Long Furrow Advisers', 'Red Clay Seeds',
    ],
    needs: [
      'our fields dry out and the harvest shrinks, who can advise?',
      'someone who knows how to make tired earth fertile again',
    ],
  },
  {
    id: 'veterinary',
    label: 'Veterinary medicine',
    titles: ['Veterinarian', 'Wildlife vet', 'Equine surgeon', 'Animal health officer'],
    topics: [
      ['bird flu surveillance', 'testing ducks along their flyways', 'avian influenza'],
      ['colic in horses', 'deciding within an hour whether to operate', 'horses'],
      ['rabies control among stray dogs', 'running vaccination days on market squares', 'rabies'],
      ['zoo animals', 'anaesthetising a giraffe without haste', 'zoo medicine'],
      ['antibiotic use on farms', 'replacing habit with diagnosis', 'antibiotics'],
    ],
    feats: [
      'ended rabies on an island', 'operated on a tiger with a torn ligament',
      'halved the antibiotic use of fifty farms', 'set up a clinic on a boat',
      'delivered a zebra foal during a power cut',
      'wrote the first-aid sheet that hangs in every riding school of a county',
    ],
    scenes: [
      '{S} {have} been bitten by eleven species and {v:hold} no grudge.',
      'The quietest patient {s} ever had was a python.',
      '{S} {v:speak} to horses first and to owners second.',
      'A parrot in {p} waiting room announces the next patient.',
      '{S} {v:eat} lunch standing up, next to something that moos.',
      '{S} {v:find} hamsters harder than horses.',
    ],
    employers: [
      'the Riverside Animal Hospital', 'the Wild Paws Foundation', 'the District Veterinary Service',
      'Hoof and Feather',
    ],
    needs: ['our livestock keeps falling ill, whom can we ask?', 'someone to treat injured wild creatures'],
  },
];
