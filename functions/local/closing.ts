/** Steps that undo what was begun, run last first. */
export type Closing = {
  readonly add: (step: () => unknown) => void;
  /** Runs every step once, also those after one that fails. */
  readonly close: () => Promise<void>;
};

/** An empty list of steps. */
export const createClosing = (): Closing => {
  const steps: (() => unknown)[] = [];
  return {
    add: (step) => steps.push(step),
    close: async () => {
      for (let step = steps.pop(); step; step = steps.pop()) {
        try {
          await step();
        } catch (error) {
          console.error(error);
        }
      }
    },
  };
};
