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

/** States that nothing leaves. */
export const terminalStates = <S extends string, E extends string>(
  life: Life<S, E>,
  states: readonly S[],
): S[] => {
  const left = new Set(Object.values<Transition<S>>(life.transitions).flatMap((step) => step.from));
  return states.filter((state) => !left.has(state));
};

/** A state's name in Mermaid, whose names know no hyphens. */
const nodeOf = (state: string): string => state.replaceAll('-', '_');

/** A life as a Mermaid state diagram, for the documents. */
export const diagram = <S extends string, E extends string>(life: Life<S, E>): string => {
  const steps = Object.entries<Transition<S>>(life.transitions);
  const states = new Set([life.initial, ...steps.flatMap(([, { from, to }]) => [...from, to])]);
  return [
    'stateDiagram-v2',
    ...[...states].flatMap((state) =>
      state.includes('-') ? [`  state "${state}" as ${nodeOf(state)}`] : [],
    ),
    `  [*] --> ${nodeOf(life.initial)}`,
    ...steps.flatMap(([event, { from, to }]) =>
      from.map((state) => `  ${nodeOf(state)} --> ${nodeOf(to)}: ${event}`),
    ),
  ].join('\n');
};
