/** A number as it is written where it belongs: “(202) 555-0101”; of another country as it is kept. */
export const phoneText = (phone: string): string => phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');

/** Changes as people speak of them: what was done once is told once, though it changed the person and their form. */
export const onceEach = <C extends { readonly at: string; readonly event: string; readonly actor: string }>(
  changes: readonly C[],
): C[] => [
  ...new Map(changes.map((change) => [`${change.at} ${change.event} ${change.actor}`, change])).values(),
];
