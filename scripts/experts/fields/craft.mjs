// @ts-check
/** @type {import('../types.mjs').Field[]} */
export const craftFields = [
  {
    id: 'gastronomy',
    label: 'Gastronomy',
    titles: ['Pastry chef', 'Restaurant owner', 'Cheesemaker', 'Fermentation specialist'],
    topics: [
      ['sourdough', 'feeding a starter older than the baker', 'bread'],
      ['laminated dough', 'keeping butter cold and hands quick', 'pastry'],
      ['mountain cheese', 'turning wheels in a cave every day', 'cheese'],
      ['kitchens without waste', 'cooking vegetables from root to leaf', 'zero waste'],
      ['fermented vegetables', 'salting by weight and waiting', 'fermentation'],
    ],
    feats: [
      'baked for a queue that went around the block', 'ran a restaurant for a year without filling a bin',
      'revived a cheese that only one woman remembered', 'fed six hundred wedding guests out of one tent',
      'won a village fair against nineteen grandmothers', 'opened a bakery with one oven and no money',
    ],
    scenes: [
      '{S} {v:taste} everything twice and {v:write} it down.', '{P} burns tell the story of {p} career.',
      'The best review {s} ever got was an empty plate with a thank-you in sauce.',
      '{S} {v:shop} without a list and {v:cook} without a recipe.',
      'A jar in {p} cellar has been bubbling since 1998.', '{S} {v:smell} a pan before {s} {v:look} into it.',
    ],
    employers: ['Crumb and Crust', 'The Long Table', 'Alpine Dairy', 'Salt and Time'],
    needs: ['someone to teach us baking with natural yeast', 'how can a canteen throw away less food?'],
  },
  {
    id: 'textiles',
    label: 'Fashion and textiles',
    titles: ['Textile designer', 'Tailor', 'Sustainable fashion adviser', 'Materials developer'],
    topics: [
      ['recycled fibres', 'shredding jeans and spinning them again', 'recycling'],
      ['natural dyes', 'boiling onion skins and madder', 'dyes'],
      ['made-to-measure clothes', 'fitting bodies that no size chart knows', 'tailoring'],
      ['smart fabrics', 'weaving sensors into sleeves', 'smart textiles'],
      ['fair supply chains', 'visiting mills without an appointment', 'supply chains'],
    ],
    feats: [
      'dressed a theatre from one bale of rags', 'found a blue dye that needs no poison',
      'got a brand to publish every supplier', 'knitted a glove that reads a tremor',
      'rebuilt a loom from a drawing of 1820', 'made a raincoat out of milk cartons',
    ],
    scenes: [
      '{S} {v:turn} every garment inside out before {s} {v:look} at it.',
      'Pins turn up everywhere {s} {v:have} been.',
      '{S} {v:mend} clothes on the train and {v:get} talked to.',
      '{S} {v:feel} cloth with closed eyes and {v:name} the mill.',
      'Moths have eaten {p} best work, and {s} {v:forgive} them.',
      '{S} {v:sew} {p} own labels in, upside down.',
    ],
    employers: ['Loom and Needle', 'Second Thread', 'the Institute for Fibre Research', 'Warp Nine Studio'],
    needs: [
      'how can worn clothing become new material?',
      'someone to check under which conditions our shirts are sewn',
    ],
  },
  {
    id: 'robotics',
    label: 'Robotics',
    titles: ['Robotics engineer', 'Controls engineer', 'Automation lead', 'Mechatronics researcher'],
    topics: [
      ['robotic grippers', 'teaching steel fingers to hold a ripe peach', 'grasping'],
      ['underground drones', 'flying without light or satellites', 'drones'],
      ['warehouse robots', 'simulating traffic jams before they happen', 'logistics robots'],
      ['exoskeletons', 'fitting motors to people instead of people to motors', 'exoskeletons'],
      ['human-robot safety', 'measuring how softly an arm can stop', 'safety'],
    ],
    feats: [
      'built a machine that harvests peppers at night', 'sent a drone through a flooded mine',
      'let a paralysed man climb stairs', 'certified the first arm that works beside nurses',
      'got a hospital trolley to use the lift politely', 'taught a snake of steel to inspect drains',
    ],
    scenes: [
      '{P} kitchen has a robot that makes bad coffee with great dignity.',
      '{S} {v:think} in joints and torques, even when dancing.',
      'The day a prototype waved back at a child is the one {s} {v:remember} best.',
      '{S} {v:apologise} to machines when {s} {v:switch} them off.',
      'A rubber hand serves as {p} paperweight.', '{S} {v:take} toasters apart at parties.',
    ],
    employers: ['Kind Machines', 'Elbow Automation', 'Technical College Westfield', 'Gentle Torque'],
    needs: [
      'can a machine take over heavy lifting in our plant?',
      'someone building helpers with arms and sensors',
    ],
  },
  {
    id: 'telecom',
    label: 'Telecommunications',
    titles: ['Network engineer', 'Radio planner', 'Satellite engineer', 'Fibre project lead'],
    topics: [
      ['rural broadband', 'pulling fibre along drains', 'broadband'],
      ['radio interference', 'driving around with an antenna on the roof', 'radio'],
      ['satellite links', 'aiming dishes from moving ships', 'satellites'],
      ['internet exchanges', 'getting rivals to share a room', 'peering'],
      ['emergency networks', 'keeping phones alive when the power is gone', 'emergency networks'],
    ],
    feats: [
      'connected the last valley of a canton', 'found the garage opener that silenced an airport',
      'kept calls going through a hurricane', 'built an exchange out of donated switches',
      'brought a signal to a mountain rescue hut', 'moved a town from copper to glass in one summer',
    ],
    scenes: [
      '{S} {v:climb} masts and {am} afraid of ladders.',
      '{P} amateur radio reaches farther than {p} telephone ever did.',
      'Road works make {o} look for empty ducts.', '{S} {v:hear} bad solder joints.',
      'In lifts, people ask {o} why there is no signal.',
      '{S} {v:keep} a rotary telephone that still works.',
    ],
    employers: ['Far Valley Fibre', 'Signal and Sons', 'Island Networks', 'Copper to Glass'],
    needs: [
      'our village has hardly any reception, who can change that?',
      'somebody who keeps people connected after a storm',
    ],
  },
];
