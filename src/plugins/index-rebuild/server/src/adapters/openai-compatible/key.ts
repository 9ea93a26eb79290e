/** Where keys come from: the environment of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

export type Key = { value: string } | { missing: string };

/** What a header can hold; anything else would raise an error message that quotes it. */
const SENDABLE = /^[\x21-\x7e]+$/;

/** The key in the variable, or why there is none to send. */
export const readKey = (apiKeyEnv: string, environment: Environment): Key => {
  const value = environment[apiKeyEnv]?.trim();
  if (!value)
    return { missing: `the environment variable ${apiKeyEnv}, which should hold its key, is not set` };
  if (!SENDABLE.test(value))
    return { missing: `the key in ${apiKeyEnv} has characters that a header cannot hold` };
  return { value };
};

/** The text without the key, however the provider has written it. */
export const withoutKey = (text: string, key: string | null): string => {
  if (key === null) return text;
  const forms = [
    key,
    encodeURIComponent(key),
    JSON.stringify(key).slice(1, -1),
    Buffer.from(key).toString('base64'),
  ];
  return forms.reduce((cleaned, form) => cleaned.replaceAll(form, '[key]'), text);
};
