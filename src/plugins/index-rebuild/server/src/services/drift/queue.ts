const GATHER_MS = 30;
const RETRY_MS = [1_000, 5_000, 30_000, 60_000];

type Work = {
  /** Compares documents; names are those of documents that are gone. */
  compare(documentIds: readonly string[], names: ReadonlyMap<string, string>): Promise<void>;
  compareAll(): Promise<void>;
  onError(error: Error): void;
};

/**
 * What is to be compared, one after the other. What fails is tried again ever more slowly; what is
 * left when the process ends is found by the comparison at the next start.
 */
export const createQueue = ({ compare, compareAll, onError }: Work) => {
  let documents = new Set<string>();
  let names = new Map<string, string>();
  let all = false;
  let stopped = false;
  let wake = (): void => {};
  let worker: Promise<void> | null = null;

  const isEmpty = (): boolean => documents.size === 0 && !all;

  const sleep = (milliseconds?: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = milliseconds === undefined ? undefined : setTimeout(resolve, milliseconds);
      timer?.unref();
      wake = () => (clearTimeout(timer), resolve());
    });

  const workOff = async (): Promise<void> => {
    const [some, their, whole] = [documents, names, all];
    [documents, names, all] = [new Set(), new Map(), false];
    try {
      if (some.size > 0) await compare([...some], their);
      // Of a process that ends, the next start compares everything anyway.
      if (whole && !stopped) await compareAll();
    } catch (error) {
      documents = new Set([...some, ...documents]);
      names = new Map([...their, ...names]);
      all ||= whole;
      throw error;
    }
  };

  /** Runs from start to stop, and so never inside of the transaction of whoever adds something. */
  const work = async (): Promise<void> => {
    let failures = 0;
    while (!stopped || documents.size > 0) {
      if (isEmpty()) await sleep();
      // A bulk action adds many in a moment.
      if (!stopped) await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      try {
        await workOff();
        failures = 0;
      } catch (error) {
        onError(error as Error);
        if (stopped) return;
        await sleep(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
        failures += 1;
      }
    }
  };

  return {
    add(documentIds: Iterable<string>, name?: string): void {
      for (const documentId of documentIds) {
        documents.add(documentId);
        if (name) names.set(documentId, name);
      }
      wake();
    },
    addAll(): void {
      all = true;
      wake();
    },
    start(): void {
      worker ??= work();
    },
    /** Works off what is known to have changed, and ends. */
    async stop(): Promise<void> {
      stopped = true;
      wake();
      await worker;
    },
  };
};

export type Queue = ReturnType<typeof createQueue>;
