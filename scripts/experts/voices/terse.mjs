// @ts-check
/** The notes of a curriculum vitae, without subjects. @type {import('../types.mjs').Voice} */
export const terse = {
  person: 'third',
  calls: 'formal',
  shortest: 42,
  longest: 85,
  plans: [
    ['second', 'study', 'career', 'feat', 'third', 'languages', 'speaking', 'seek'],
    ['feat', 'second', 'third', 'career', 'origin', 'study', 'languages', 'hobby'],
    ['second', 'third', 'feat', 'career', 'speaking', 'languages', 'creed', 'hobby'],
  ],
  places: {
    lead: [
      '{Title}, {organization}, {place}. Works on {what1}: {how1}.',
      '{Title} since {year1}. Main subject: {what1} ({how1}).',
      '{Title} in {city}. {Years} years in {label}. Focus on {what1}, mainly {how1}.',
      '{Title} with {org}. Subject: {what1}. Method: {how1}.',
      '{Title}. Known for {what1} and for {how1}.',
      'Field: {label}. Post: {title}, {organization}. Current work: {what1}, by {how1}.',
      'At {org} since {year1}, as {title}. In charge of {what1}. Credo: {how1}.',
    ],
    second: [
      'Second subject: {what2} ({how2}).',
      'Also {what2}: {how2}.',
      'Sideline: {what2}, {how2}.',
      'Since {year3} also {what2}, with an emphasis on {how2}.',
      'Advises on {what2} and recommends {how2}.',
    ],
    third: [
      'Publications on {what3}, {number} so far.',
      'Thesis on {what3}, {studyCity2}.',
      'Teaches a course on {what3} in {studyCity2}.',
      'Referee for papers on {what3}.',
      'Member of a committee on {what3} since {year3}.',
    ],
    feat: [
      '{year2}: {feat1}.',
      '{Feat1} ({year2}).',
      'Milestones: {feat1}; {feat2}.',
      'Best day at work: {feat1}.',
      'With a team of {number}, {feat1}.',
    ],
    study: [
      'Degree in {subject}, {studyCity}.',
      'Trained in {studyCity} and {studyCity2}.',
      'Doctorate from {studyCity}, then {number} years in {studyCity2}.',
      'Studies: {subject} ({studyCity}), {label} ({studyCity2}).',
    ],
    career: [
      'Formerly at {earlierOrg} and {earlierOrg2}.',
      'Before {year1} at {earlierOrg}.',
      'First job: {earlierJobBare}. Next stop: {earlierOrg}.',
      '{year0} to {year1} at {earlierOrg}, {studyCity2}.',
      'Ten years as {earlierJob}, then {earlierOrg}.',
    ],
    origin: ['Born in {hometown}.', 'From {hometown}, now in {city}.', 'Raised in {hometown}, {childhood}.'],
    languages: ['Languages: {languages}.', 'Speaks {languages}.', 'Working languages: {languages}.'],
    speaking: [
      'Talks for {audience} and {audience2}.',
      'Offers {offer} for {audience}.',
      'Available for {offer}; past hosts include {audience}.',
    ],
    creed: ['Trusts {trusted}, not {distrusted}.', 'In favour of {trusted}; against {distrusted}.'],
    hobby: ['Outside work: {hobby} and {hobby2}.', 'After hours: {hobby}.'],
    seek: ['Looking for {wish}.', 'Wanted: {wish}.'],
  },
};
