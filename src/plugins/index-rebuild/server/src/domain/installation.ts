const ID = /^[0-9a-f]{32}$/;

/** Whether a folder's name is the id of an installation: a UUID without its dashes. */
export const isInstallationId = (name: string): boolean => ID.test(name);

/** The id becomes a directory's name, so any other form is refused. */
export const assertInstallationId = (id: string): string => {
  if (!isInstallationId(id)) throw new Error(`"${id}" is not the id of an installation.`);
  return id;
};
