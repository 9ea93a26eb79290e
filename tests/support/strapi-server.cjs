'use strict';

/*
 * A real Strapi in a process of its own, steered by its parent over IPC: the parent asks for content
 * to be written the way editors' actions write it, and for what only the inside knows.
 */
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { setTimeout: pause } = require('node:timers/promises');

const { createStrapi } = require('@strapi/strapi');

const { failpoint } = require('./failpoint.cjs');

const EXPERT = 'api::expert.expert';
const TAG = 'api::tag.tag';

const loop = monitorEventLoopDelay({ resolution: 5 });
loop.enable();

const createExperts = async (strapi, { experts, status = 'published', locale }) => {
  const ids = [];
  for (const data of experts) {
    const { documentId } = await strapi.documents(EXPERT).create({ data, status, locale });
    ids.push(documentId);
  }
  return ids;
};

/** Rows as `strapi import` writes them, past the document service: quick enough for tens of thousands. */
const insertExperts = async (strapi, { experts }) => {
  const now = new Date();
  const rows = experts.flatMap((data) => {
    const documentId = strapi
      .service('plugin::index-rebuild.container')
      .newId()
      .replaceAll('-', '')
      .slice(0, 24);
    const row = { ...data, documentId, locale: 'en', createdAt: now, updatedAt: now };
    return [
      { ...row, publishedAt: null },
      { ...row, publishedAt: now },
    ];
  });
  await strapi.db.query(EXPERT).createMany({ data: rows });
  return rows.filter(({ publishedAt }) => publishedAt === null).map(({ documentId }) => documentId);
};

const grantSearchToPublic = async (strapi) => {
  for (const action of ['find', 'similar']) {
    await grantToPublic(strapi, { action: `plugin::index-rebuild.search.${action}` });
  }
};

const grantToPublic = async (strapi, { action }) => {
  const role = await strapi.db.query('plugin::users-permissions.role').findOne({ where: { type: 'public' } });
  await strapi.db.query('plugin::users-permissions.permission').create({ data: { action, role: role.id } });
};

const createAdmin = async (strapi, { name, email, password, actions }) => {
  const role = await strapi.service('admin::role').create({ name, description: name });
  const permissions = actions.map((action) =>
    typeof action === 'string' ? { action, subject: null, conditions: [] } : { conditions: [], ...action }
  );
  await strapi.service('admin::role').assignPermissions(role.id, permissions);
  await strapi.service('admin::user').create({
    firstname: name,
    email,
    password,
    roles: [role.id],
    isActive: true,
  });
};

/** Largest delay of this process' event loop since the last call, in milliseconds. */
const eventLoopDelay = () => {
  const delay = loop.max / 1e6;
  loop.reset();
  return delay;
};

/** Draft and published rows of an expert with everything that an edit would move. */
const expertRows = (strapi, { documentId }) =>
  strapi.db.query(EXPERT).findMany({
    where: { documentId },
    populate: { autoTags: { orderBy: { id: 'asc' } }, updatedBy: true },
    orderBy: { id: 'asc' },
  });

const createTags = async (strapi, { tags }) => {
  const ids = [];
  for (const data of tags) ids.push((await strapi.documents(TAG).create({ data })).documentId);
  return ids;
};

/** What every plugin sees of writes to experts since the last call. */
const noticed = [];
const watchWrites = (strapi) => {
  strapi.db.lifecycles.subscribe({
    models: [EXPERT],
    ...Object.fromEntries(
      ['afterCreate', 'afterUpdate', 'afterUpdateMany', 'afterDelete', 'afterDeleteMany'].map((event) => [
        event,
        () => noticed.push(event),
      ])
    ),
  });
  strapi.documents.use((context, next) => {
    if (context.uid === EXPERT && !context.action.startsWith('find')) noticed.push(context.action);
    return next();
  });
};

/** A call of the document service, as any code of an application makes it. */
const document = (strapi, { action, uid = EXPERT, ...params }) => strapi.documents(uid)[action](params);

/** What is published, straight from the table. */
const publishedExperts = (strapi) =>
  strapi.db.connection('experts').whereNotNull('published_at').orderBy('id');

/** An edit in a transaction that comes to nothing. */
const rolledBack = (strapi, { documentId, data }) =>
  strapi.db.transaction(async () => {
    await strapi.documents(EXPERT).update({ documentId, data, status: 'published' });
    throw new Error('rolled back');
  });

/** Publishes in a cron task, in one transaction and outside of any request, as a scheduled release does. */
const publishByCron = (strapi, { documentIds }) =>
  new Promise((resolve, reject) => {
    const publish = async () => {
      for (const documentId of documentIds) await strapi.documents(EXPERT).publish({ documentId });
    };
    const task = () => {
      strapi.cron.remove('release');
      return strapi.db.transaction(publish).then(() => resolve(), reject);
    };
    strapi.cron.add({ release: { task, options: '* * * * * *' } });
  });

const sql = (strapi, { statement, bindings = [] }) => strapi.db.connection.raw(statement, bindings);

/** From now on whatever the drift of the plugin asks of the database fails; or no longer. */
const breakDrift = (strapi, { broken }) => {
  const { drift } = strapi.plugin('index-rebuild').service('container');
  if (!broken) return void Object.assign(drift, drift.sound);
  drift.sound ??= { ...drift };
  for (const name of ['state', 'rowsOf', 'apply']) {
    drift[name] = async () => {
      throw new Error('the disk is on fire');
    };
  }
};

/** From now on Strapi writes what languages share this much later to the other languages, or fails to. */
const delayOtherLanguages = (strapi, { milliseconds, fails = false }) => {
  const localizations = strapi.plugin('i18n').service('localizations');
  localizations.writeAtOnce ??= localizations.syncNonLocalizedAttributes;
  localizations.syncNonLocalizedAttributes = async (...args) => {
    await pause(milliseconds);
    if (fails) throw new Error('the other languages are locked');
    return localizations.writeAtOnce(...args);
  };
};

/** Events of a name since this was first asked for, with their data. */
const heard = {};
const events = (strapi, { name }) => {
  if (!heard[name]) {
    heard[name] = [];
    strapi.eventHub.on(name, (data) => void heard[name].push(data));
  }
  return heard[name].splice(0);
};

/** The plugin's own code, as the application that runs here has it. */
const pluginCode = (file) =>
  require(`${process.cwd()}/node_modules/strapi-plugin-index-rebuild/dist/server/src/${file}.js`);
const fieldCode = (name) => pluginCode(`adapters/strapi/${name}`);

/** Why Strapi would not start with these settings; null when it would. */
const settingsProblem = (strapi, { settings }) => {
  const key = 'plugin::index-rebuild';
  const before = strapi.config.get(key);
  try {
    strapi.config.set(key, { ...before, ...settings });
    pluginCode('config/settings').readSettings(strapi);
    return null;
  } catch (error) {
    return error.message;
  } finally {
    strapi.config.set(key, before);
  }
};

/** What fields of a published document give, read as the plugin reads them. */
const fieldValues = async (strapi, { uid, fields, documentId, locale }) => {
  const { columns, populate, read } = fieldCode('field-paths').planFields(strapi, uid, fields);
  const row = await strapi.db.query(uid).findOne({
    select: ['id', 'documentId', 'locale', ...columns],
    populate,
    where: { documentId, publishedAt: { $notNull: true }, ...(locale && { locale }) },
  });
  return row && read(row);
};

const referringTo = (strapi, { uid, fields, target, documentId }) => {
  const { relations } = fieldCode('field-paths').planFields(strapi, uid, fields);
  return fieldCode('referring').createReferring(strapi, uid, relations).referringTo(target, documentId);
};

/** A file of the media library, without bytes. */
const createFile = async (strapi, { data }) => {
  const file = {
    hash: data.name,
    ext: '.jpg',
    mime: 'image/jpeg',
    size: 1,
    url: '/x.jpg',
    provider: 'local',
  };
  return (await strapi.db.query('plugin::upload.file').create({ data: { ...file, ...data } })).id;
};

/** As the media library does it. */
const describeFile = (strapi, { id, alternativeText }) =>
  strapi.plugin('upload').service('upload').updateFileInfo(id, { alternativeText });

const commands = {
  describeFile,
  settingsProblem,
  fieldValues,
  referringTo,
  createFile,
  fieldProblem: (strapi, { uid, field }) => fieldCode('field-paths').fieldProblem(strapi, uid, field),
  filterProblem: (strapi, { uid, field }) => fieldCode('field-paths').filterProblem(strapi, uid, field),
  createTags,
  deleteTag: (strapi, { documentId }) => strapi.documents(TAG).delete({ documentId }),
  updateTag: (strapi, { documentId, data }) => strapi.documents(TAG).update({ documentId, data }),
  expertRows,
  runSql: (strapi, { sql }) => strapi.db.connection.raw(sql).then(() => null),
  deleteLocale: (strapi, { documentId, locale }) => strapi.documents(EXPERT).delete({ documentId, locale }),
  writesNoticed: () => noticed.splice(0),
  publishExpert: (strapi, { documentId }) => strapi.documents(EXPERT).publish({ documentId }),
  saveDraft: (strapi, { documentId, data }) => strapi.documents(EXPERT).update({ documentId, data }),
  document,
  publishedExperts,
  publishByCron,
  rolledBack,
  sql,
  breakDrift,
  /** What Strapi's log leaves out from now on. */
  setLogLevel: (strapi, { level }) => void Object.assign(strapi.log, { level }),
  writeInsights: (strapi) => strapi.plugin('index-rebuild').service('insights').recorder.write(),
  setting: (strapi, { section }) => strapi.plugin('index-rebuild').service('container').settings[section],
  /** Removes copies that are not needed, as if the time until then were over. */
  tidyCopies: (strapi) => strapi.plugin('index-rebuild').service('localCopies').tidy(0),
  events,
  eventLoopDelay,
  mapInMemory: (strapi) => strapi.plugin('index-rebuild').service('map').inMemory,
  createAdmin,
  createExperts,
  insertExperts,
  grantSearchToPublic,
  grantToPublic,
  aiTool: (strapi, args) => {
    const [{ execute, schema }] = strapi.plugin('index-rebuild').service('ai-tools').getTools();
    return execute(schema.parse(args), strapi);
  },
  createLocale: (strapi, { code, name }) => strapi.plugin('i18n').service('locales').create({ code, name }),
  translateExpert: async (strapi, { documentId, locale, data }) => {
    await strapi.documents(EXPERT).update({ documentId, locale, data });
    await strapi.documents(EXPERT).publish({ documentId, locale });
  },
  delayOtherLanguages,
  updateExpert: (strapi, { documentId, data, locale }) =>
    strapi.documents(EXPERT).update({ documentId, data, locale, status: 'published' }),
  unpublishExpert: (strapi, { documentId }) => strapi.documents(EXPERT).unpublish({ documentId }),
  deleteExpert: (strapi, { documentId }) => strapi.documents(EXPERT).delete({ documentId }),
  updateAll: async (strapi, { data }) => {
    await strapi.db.query(EXPERT).updateMany({ where: { publishedAt: { $notNull: true } }, data });
  },
  clearField: (strapi, { documentId, field }) =>
    strapi.db.query(EXPERT).updateMany({ where: { documentId }, data: { [field]: null } }),
};

const EMPLOYER = 'api::employer.employer';

/** A content type beside the experts, which refer to it, as another application might have it. */
const addEmployers = (strapi) => {
  const info = { singularName: 'employer', pluralName: 'employers', displayName: 'Employer' };
  const schema = {
    ...{ kind: 'collectionType', collectionName: 'employers', info, options: { draftAndPublish: true } },
    // The last one is what the plugin i18n gives to every type that is there earlier.
    attributes: {
      name: { type: 'string' },
      motto: { type: 'string' },
      staff: { type: 'relation', relation: 'oneToMany', target: EXPERT, mappedBy: 'employer' },
      locale: { type: 'string', private: true, visible: false },
    },
  };
  strapi.get('apis').add('employer', { contentTypes: { employer: { schema } } });
  strapi.contentTypes[EXPERT].attributes.employer = {
    type: 'relation',
    relation: 'manyToOne',
    target: EMPLOYER,
    inversedBy: 'staff',
  };
};

const main = async () => {
  const strapi = createStrapi({
    appDir: process.cwd(),
    distDir: `${process.cwd()}/dist`,
    autoReload: false,
    serveAdminPanel: process.env.SERVE_ADMIN_PANEL === 'true',
  });
  await strapi.register();
  if (process.env.TEST_EMPLOYERS === 'true') addEmployers(strapi);
  await strapi.bootstrap();
  strapi.plugin('index-rebuild').service('runs').addStageGate(failpoint);
  watchWrites(strapi);
  process.on('message', async ({ id, command, args }) => {
    try {
      process.send({ id, result: await commands[command](strapi, args ?? {}) });
    } catch (error) {
      process.send({ id, error: error.message });
    }
  });
  // Strapi shuts itself down on SIGTERM; without its parent it has no reason to go on either.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  strapi.server.mount();
  strapi.server.httpServer.listen(0, '127.0.0.1', () =>
    process.send({ listening: strapi.server.httpServer.address().port })
  );
};

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
