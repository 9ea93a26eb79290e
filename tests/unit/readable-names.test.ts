import { createMongoAbility } from '@casl/ability';

import {
  fullyReadable,
  readableNames,
} from '../../src/plugins/index-rebuild/server/src/controllers/readable-names';

const SOURCE = { uid: 'api::expert.expert', displayName: 'name' };
const action = 'plugin::content-manager.explorer.read';
const subject = SOURCE.uid;

describe('readableNames', () => {
  it.each([
    ['all fields', [{ action, subject }], true],
    ['the field', [{ action, subject, fields: ['bio', 'name'] }], true],
    ['other fields', [{ action, subject, fields: ['bio'] }], false],
    ['own records alone', [{ action, subject, conditions: { createdBy: 1 } }], false],
    [
      'own records through one role and all through another',
      [
        { action, subject, conditions: { createdBy: 1 } },
        { action, subject },
      ],
      true,
    ],
    ['one locale', [{ action, subject, conditions: { locale: { $in: ['en'] } } }], true],
    ['another locale', [{ action, subject, conditions: { locale: { $in: ['de'] } } }], false],
    [
      'records of others in the locale',
      [{ action, subject, conditions: { locale: { $in: ['en'] }, createdBy: { $ne: 1 } } }],
      false,
    ],
    ['another content type', [{ action, subject: 'api::tag.tag' }], false],
    ['another action', [{ action: 'plugin::index-rebuild.read' }], false],
    ['nothing', [], false],
  ])('a role that may read %s: %p', (_, rules, may) => {
    expect(readableNames(createMongoAbility(rules as never) as never, [SOURCE])(subject, 'en')).toBe(may);
  });
});

describe('fullyReadable', () => {
  const source = {
    ...SOURCE,
    ...{ template: '{name}\n{employer.name}', filterable: ['tags'], passages: null },
  };

  it.each([
    ['all fields', [{ action, subject }], true],
    ['those that are indexed', [{ action, subject, fields: ['name', 'employer', 'tags'] }], true],
    ['all but one of them', [{ action, subject, fields: ['name', 'employer', 'bio'] }], false],
    ['nothing', [], false],
  ])('a role that may read %s: %p', (_, rules, may) => {
    expect([...fullyReadable(createMongoAbility(rules as never) as never, [source])]).toEqual(
      may ? [subject] : []
    );
  });
});
