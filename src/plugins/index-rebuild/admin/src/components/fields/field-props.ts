/** What the Content Manager gives the input of a custom field. */
export type FieldProps = {
  name: string;
  label: string;
  hint?: string;
  error?: string;
  required?: boolean;
  disabled?: boolean;
  value?: string | null;
  onChange: (name: string, value: string | null) => void;
};

/** The field of the same entry that holds the records' content type. */
export const SOURCE = 'contentType';
