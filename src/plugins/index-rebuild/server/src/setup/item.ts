/** `text`: what there is or, if it is not ready, what is missing and what to do. */
export type Finding = { ready: boolean; text: string };

/** One of the things that the plugin needs besides its packages. */
export interface SetupItem {
  readonly name: string;
  /** Changes nothing. */
  check(): Promise<Finding>;
  /** Makes it ready. @throws SETUP_FAILED or PLATFORM_UNSUPPORTED, saying what to do. */
  prepare(): Promise<void>;
}
