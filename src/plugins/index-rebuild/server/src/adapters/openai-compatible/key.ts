/** Where keys come from: the environment of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

export type Key = { value: string } | { missing: string };

/** What a header can hold; anything else would end in an error message that quotes it. */
const SENDABLE = /^[\x21-\x7e]+$/;

/** The key that the variable holds, or why there is none that could be sent. */
export const readKey = (apiKeyEnv: string, environment: Environment): Key => {
  const value = environment[apiKeyEnv]?.trim();
  if (!value)
    return { missing: `the environment variable ${apiKeyEnv}, which is to hold its key, is not set` };
  if (!SENDABLE.test(value))
    return { missing: `the key in ${apiKeyEnv} has characters that no request can carry` };
  return { value };
};

/** The text without the key, whichever way a provider may have written it into its answer. */
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
