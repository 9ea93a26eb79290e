// @ts-check
/** @type {import('../types.mjs').Field[]} */
export const earthFields = [
  {
    id: 'climate',
    label: 'Climate science',
    titles: ['Climate scientist', 'Climate modeller', 'Adaptation planner', 'Glaciologist'],
    topics: [
      ['heat waves in cities', 'hanging hundreds of cheap thermometers', 'urban heat'],
      ['glacier melt', 'drilling ice cores and planting stakes', 'glaciers'],
      ['extreme rainfall', 'running regional models at one kilometre', 'rainfall'],
      ['sea-level rise', 'joining tide gauges with altimetry', 'sea level'],
      ['flood attribution', 'comparing the world as it is with a world without emissions', 'attribution'],
    ],
    feats: [
      'gave three ports a plan for the next metre of sea',
      'showed which districts of a capital overheat at night',
      'kept watch over a glacier for fifteen summers', 'explained a flood to parliament within the week',
      'rebuilt two centuries of weather from ships’ logs', 'persuaded a bus company to plan for heat',
    ],
    scenes: [
      '{S} once explained feedback loops to a class of nine-year-olds with a kettle and two mirrors.',
      '{S} {v:keep} a jar of meltwater on the desk, from a glacier that is gone.',
      'Forecasts make {o} nervous; error bars calm {o} down.',
      '{S} {v:read} old weather diaries the way others read crime novels.',
      'Small talk about the weather takes {o} an hour.',
      '{S} once camped on sea ice that was gone a week later.',
    ],
    employers: [
      'the Centre for Regional Climate', 'the Polar Record Office', 'the Weather and Water Agency',
      'Isobar Consulting',
    ],
    needs: [
      'what will summers in our town feel like in thirty years?',
      'someone to speak about melting ice and rising water',
    ],
  },
  {
    id: 'geology',
    label: 'Geology',
    titles: ['Geologist', 'Volcanologist', 'Seismologist', 'Hydrogeologist'],
    topics: [
      ['volcanic gas', 'measuring sulphur from the rim of a crater', 'volcanoes'],
      ['small earthquakes', 'burying seismometers in pastures', 'earthquakes'],
      ['groundwater', 'tracing wells with harmless dyes', 'groundwater'],
      ['landslides', 'watching slopes creep by radar', 'landslides'],
      ['geothermal wells', 'logging hot rock three kilometres down', 'geothermal'],
    ],
    feats: [
      'gave a village four hours of warning before an eruption', 'found drinking water under a dry plateau',
      'mapped a fault that ran beneath a school', 'stopped a road from being built on moving ground',
      'dated a lake by its layers of ash', 'wrote the evacuation plan of an island',
    ],
    scenes: [
      '{P} shelves hold more stones than books.',
      '{S} once slept through an earthquake that {p} own instruments recorded perfectly.',
      '{S} {v:draw} cross-sections on napkins, and people keep them.',
      'Airport security always finds a hammer in {p} bag.', '{S} {v:lick} rocks, for science.',
      '{S} {v:say} that every valley is a story told from the bottom up.',
    ],
    employers: [
      'the National Geological Survey', 'the Mountain Hazard Office', 'Deep Well Partners',
      'Faultline Advice',
    ],
    needs: [
      'who can tell whether the slope above our houses is safe?', 'someone who finds water below dry land',
    ],
  },
  {
    id: 'energy',
    label: 'Energy',
    titles: ['Power engineer', 'Energy economist', 'Wind farm developer', 'Battery researcher'],
    topics: [
      ['grid storage', 'pairing batteries with pumped water', 'storage'],
      ['wind farms', 'listening to neighbours before measuring the wind', 'wind power'],
      ['heat pumps', 'insulating first and installing later', 'heat pumps'],
      ['solar roofs', 'counting shadows hour by hour', 'solar'],
      ['energy markets', 'pricing the hour when nobody needs power', 'energy markets'],
    ],
    feats: [
      'ran an island on sun and wind for a hundred days', 'warmed a street of old houses without gas',
      'found a cheaper salt for batteries', 'got a village to own its turbines',
      'kept a hospital warm with the waste heat of a bakery', 'restarted a water mill after sixty years',
    ],
    scenes: [
      '{S} {v:know} the frequency of the grid by the hum of a transformer.',
      'The meter in {p} cellar runs backwards, and {s} {v:show} it to every guest.',
      'Candles make {o} think of efficiency.', '{S} {v:switch} off lamps in other people’s offices.',
      'A wind turbine is named after {p} grandmother.',
      '{S} {v:boil} water for exactly the number of cups.',
    ],
    employers: [
      'Tideway Power', 'the Institute for Storage Research', 'the Village Energy Union', 'Warm Walls',
    ],
    needs: [
      'someone who knows how to keep the lights on when the wind drops',
      'we want to heat our old houses without gas',
    ],
  },
  {
    id: 'astronomy',
    label: 'Astronomy and space',
    titles: ['Astronomer', 'Spacecraft engineer', 'Planetarium director', 'Planetary scientist'],
    topics: [
      ['planets of other stars', 'watching for a dip of one part in ten thousand', 'exoplanets'],
      ['space debris', 'tracking bolts at eight kilometres a second', 'space debris'],
      ['meteorites', 'walking dry lakes in a line', 'meteorites'],
      ['small satellites', 'testing them in a freezer', 'small satellites'],
      ['dark skies', 'measuring street lamps from a roof', 'light pollution'],
    ],
    feats: [
      'helped to discover a planet where it rains glass', 'built a satellite with a class of pupils',
      'talked a town into turning off two thousand lamps', 'found a stone older than the Earth',
      'measured the spin of a comet from a balcony', 'repaired an antenna by radio from another continent',
    ],
    scenes: [
      '{S} {v:sleep} by day and {v:apologise} for it.', 'Clouds are {p} natural enemy.',
      '{S} {v:own} a telescope made from a drainpipe.', '{S} {v:point} at things in the sky while cycling.',
      'A crater on a very small moon bears {p} nickname.', '{S} {v:measure} holidays in light years.',
    ],
    employers: [
      'the High Plain Observatory', 'Orbit Works', 'the City Planetarium', 'Night Side Engineering',
    ],
    needs: ['who searches for worlds beyond our sun?', 'someone explaining rockets and orbits to pupils'],
  },
];
