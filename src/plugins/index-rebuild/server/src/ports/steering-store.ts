import type { SteeringRules } from '../domain/steering';

/** Search rules and synonyms, as editors keep them. */
export interface SteeringStore {
  /** Changes with every change of a rule or a synonym, in whichever process. */
  revision(): Promise<string>;
  rules(): Promise<SteeringRules>;
}
