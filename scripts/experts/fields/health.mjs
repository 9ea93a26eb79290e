// @ts-check
/** @type {import('../types.mjs').Field[]} */
export const healthFields = [
  {
    id: 'cardiology',
    label: 'Cardiology',
    titles: ['Cardiologist', 'Heart surgeon', 'Cardiac nurse educator', 'Electrophysiologist'],
    topics: [
      ['heart rhythm disorders', 'burning tiny scars where the signal strays', 'arrhythmia'],
      ['care for failing hearts', 'asking patients for their weight every morning', 'heart failure'],
      ['valve repair', 'working through an artery instead of the chest', 'valves'],
      ['blood pressure control', 'measuring at the barber’s', 'blood pressure'],
      ['heart checks for athletes', 'screening whole clubs in a weekend', 'sports cardiology'],
    ],
    feats: [
      'put a defibrillator within reach of every stadium seat',
      'halved the readmissions of a county hospital', 'repaired the valve of a woman of ninety-six',
      'taught a thousand pupils to resuscitate', 'mapped the pulse of a village over ten years',
      'replaced a waiting list of nine months with an open morning',
    ],
    scenes: [
      '{S} {v:listen} with the stethoscope first and {v:look} at screens later.',
      '{S} {v:run} marathons slowly, to set an example.',
      'Patients send {o} postcards from mountains they had given up on.',
      '{S} {v:take} the stairs, all eleven floors of them.',
      'A model heart on {p} desk is missing one screw.', '{S} {v:draw} arteries on paper tablecloths.',
    ],
    employers: [
      'the Lakeside Heart Centre', 'University Hospital Eastgate', 'Pulse Clinic', 'Steady Beat Network',
    ],
    needs: [
      'a doctor for people whose pulse goes out of step',
      'who can talk about preventing strokes and attacks?',
    ],
  },
  {
    id: 'mental-health',
    label: 'Mental health',
    titles: ['Clinical psychologist', 'Psychiatrist', 'Trauma therapist', 'Crisis line coordinator'],
    topics: [
      ['burnout prevention', 'looking at the workplace before the worker', 'burnout'],
      ['trauma therapy for refugees', 'working with interpreters in the room', 'trauma'],
      ['sleep disorders', 'getting people out of bed instead of into it', 'insomnia'],
      ['help for anxious teenagers', 'meeting them on walks', 'anxiety'],
      ['grief counselling', 'sitting with silence', 'grief'],
    ],
    feats: [
      'opened a night line that answers in nine languages',
      'brought sick leave in a call centre down by a quarter',
      'wrote a sleep diary that half a million people use', 'trained football coaches to notice despair',
      'moved group sessions from a ward to an allotment', 'taught a fire brigade to talk after bad nights',
    ],
    scenes: [
      '{P} waiting room has no clock, by design.', '{S} once held a session on a chairlift.',
      '{S} {v:say} that most advice is a way of not listening.', 'There is always a dog under {p} desk.',
      '{S} {v:write} letters to former patients once a year.',
      '{S} {v:distrust} every test that takes less than an hour.',
    ],
    employers: [
      'the Open Door Practice', 'the Centre for Stress Medicine', 'the Night Light Helpline', 'Quiet Room',
    ],
    needs: ['help with burnout at work', 'our staff is exhausted and cannot switch off', 'someone to help families after a loss'],
  },
  {
    id: 'nutrition',
    label: 'Nutrition',
    titles: ['Dietitian', 'Nutrition scientist', 'Food policy adviser', 'Sports nutritionist'],
    topics: [
      ['school meals', 'hiding lentils where children like them', 'school meals'],
      ['diabetes care', 'reading glucose curves with patients', 'diabetes'],
      ['recovery from eating disorders', 'keeping numbers away from the plate', 'eating disorders'],
      ['food labels', 'asking shoppers what they really read', 'labels'],
      ['endurance sport', 'testing stomachs as hard as legs', 'sports nutrition'],
    ],
    feats: [
      'changed the lunch of eighty schools', 'got salt out of bread without anybody noticing',
      'took a cycling team through three weeks of racing without a stomach ache',
      'wrote the hospital menu that patients actually eat', 'replaced the vending machines of a university',
      'got a nursing home to cook with herbs again',
    ],
    scenes: [
      '{S} {v:eat} cake in public, as a matter of principle.',
      'Supermarkets take {o} twice as long as other people.', '{S} always {v:carry} a spoon in {p} jacket.',
      '{S} {v:read} menus from right to left.', 'Nobody at {p} table counts anything.',
      '{S} once lived on airline meals for a month and {v:call} it research.',
    ],
    employers: [
      'the Good Plate Foundation', 'the Metabolic Clinic', 'the Public Kitchen Institute', 'Second Helping',
    ],
    needs: [
      'how can pupils eat more healthily at noon?',
      'someone advising people with too much sugar in their blood',
    ],
  },
  {
    id: 'sports',
    label: 'Sport and movement',
    titles: ['Athletics coach', 'Physiotherapist', 'Climbing guide', 'Swimming teacher'],
    topics: [
      ['running injuries', 'filming ankles in slow motion', 'running'],
      ['rock climbing', 'trusting feet before arms', 'climbing'],
      ['swimming lessons for adults', 'beginning on the stairs of the pool', 'swimming'],
      ['wheelchair basketball', 'training turns and tempers', 'para sport'],
      ['fall prevention in old age', 'dancing on foam mats', 'balance'],
    ],
    feats: [
      'led a junior team to a world title', 'taught a woman of eighty-one to swim',
      'got a sprinter with a torn tendon back on the track within a season',
      'opened forty new routes on one wall', 'started a walking group that outgrew the park',
      'guided a blind climber up a north face',
    ],
    scenes: [
      '{S} {v:count} breaths, not kilometres.', 'Stopwatches bore {o}; faces do not.',
      '{S} {v:warm} up even before meetings.', '{S} {v:fall} on purpose, to show how.',
      '{P} medals lie in a drawer under the tea towels.',
      '{S} {v:do} not believe in pain, only in patience.',
    ],
    employers: ['Movement House', 'the Riverside Athletics Club', 'the Vertical School', 'Second Wind'],
    needs: ['my knee hurts after every jog', 'someone to keep pensioners steady on their feet'],
  },
];
