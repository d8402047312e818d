/** Changes as people speak of them: what was done once is told once, though it changed the person and their form. */
export const onceEach = <C extends { readonly at: string; readonly event: string; readonly actor: string }>(
  changes: readonly C[],
): C[] => [
  ...new Map(changes.map((change) => [`${change.at} ${change.event} ${change.actor}`, change])).values(),
];
