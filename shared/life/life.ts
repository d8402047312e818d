/** One allowed step of a life: from any of these states to that one. */
export type Transition<S extends string> = { readonly from: readonly S[]; readonly to: S };

/** A life: the states, where it begins, and the only steps there are. */
export type Life<S extends string, E extends string> = {
  readonly initial: S;
  readonly transitions: Readonly<Record<E, Transition<S>>>;
};

/** The state after an event, or null if the event is not allowed in this state. */
export const after = <S extends string, E extends string>(life: Life<S, E>, state: S, event: E): S | null => {
  const { from, to } = life.transitions[event];
  return from.includes(state) ? to : null;
};

/** Every state from which an event may happen: the condition of the write. */
export const allowedFrom = <S extends string, E extends string>(life: Life<S, E>, event: E): readonly S[] =>
  life.transitions[event].from;

/** States that nothing leaves. */
export const terminalStates = <S extends string, E extends string>(
  life: Life<S, E>,
  states: readonly S[],
): S[] => {
  const left = new Set(Object.values<Transition<S>>(life.transitions).flatMap((step) => step.from));
  return states.filter((state) => !left.has(state));
};

/** A life as a Mermaid state diagram, for the documents. */
export const diagram = <S extends string, E extends string>(life: Life<S, E>): string =>
  [
    'stateDiagram-v2',
    `  [*] --> ${life.initial}`,
    ...Object.entries<Transition<S>>(life.transitions).flatMap(([event, { from, to }]) =>
      from.map((state) => `  ${state} --> ${to}: ${event}`),
    ),
  ].join('\n');
