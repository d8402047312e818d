/** What of an item decides whether a change of it goes down a road: values of its attributes in the new image. */
type Pattern = Readonly<Record<string, readonly (string | { readonly 'anything-but': readonly string[] })[]>>;

/** One road out of the table's stream: what it takes, and the body it makes of it. */
export type StreamRoad = {
  readonly newImage: Pattern;
  /** The body's one field, which carries the item's id. */
  readonly idField: string;
};

/** Messages that their owner just asked for: nobody waits for a code behind a hundred reminders. */
const askedFor = ['sign-in', 'confirm', 'known-address', 'draft-link', 'coordinator-invited'];

/** The roads; on one machine `functions/local/workers.ts` has the same, and a test holds them together. */
export const streamRoads = {
  urgentMail: {
    newImage: { type: ['intent'], state: ['pending'], kind: askedFor },
    idField: 'intentId',
  },
  normalMail: {
    newImage: { type: ['intent'], state: ['pending'], kind: [{ 'anything-but': askedFor }] },
    idField: 'intentId',
  },
  rounds: {
    newImage: { type: ['round'], state: ['requested', 'confirmed'] },
    idField: 'roundId',
  },
} as const satisfies Record<string, StreamRoad>;
