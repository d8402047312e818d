import type { Side } from '#shared/life/match.ts';
import type { MessageKind } from '#shared/life/message.ts';
import type { Instant } from '#shared/time.ts';

/** What every message knows: whom it greets, and where its links lead. */
export type Frame = {
  /** What the recipient is called; null where nobody told us yet. */
  readonly name: string | null;
  /** The site's public origin, without a slash at the end. */
  readonly origin: string;
  /** The community's own name. */
  readonly community: string;
  /** Where its coordinators read: nobody reads replies. */
  readonly coordinators: string;
  /** The recipient's zone: every moment in the message is told in it. */
  readonly timeZone: string;
};

/** A code and the link that spares typing it; both open the same challenge, once. */
export type Access = {
  readonly code: string;
  /** Stands in the link's fragment, which no server and no log sees. */
  readonly token: string;
  readonly until: Instant;
};

/** A suggested first call, with the zone of the other person. */
export type FirstCall = { readonly start: Instant; readonly end: Instant; readonly otherTimeZone: string };

/** One way to reach someone, such as “Phone”, “+1 …”. */
export type ContactLine = { readonly label: string; readonly value: string };

/** An offer that waits for an answer. */
type OpenOffer = { readonly matchId: string; readonly answerBy: Instant };

/** What each kind of message needs beyond its frame, and not a word more. */
type Contents = {
  'sign-in': Access;
  confirm: Access;
  'known-address': Access;
  'draft-link': {
    readonly token: string;
    readonly until: Instant;
  };
  /** A link alone: the code would need the browser that asked, and nobody asked. */
  'coordinator-invited': Omit<Access, 'code'>;
  'mentor-approved': object;
  /** Somebody who was a mentor here is told that they are not any more; else their application was not accepted. */
  'mentor-declined': { readonly wasMentor: boolean };
  'newcomer-update': { readonly waitingSince: Instant };
  'offer-mentor': OpenOffer;
  'offer-newcomer': OpenOffer;
  reminder: OpenOffer & { readonly side: Side };
  introduction: {
    readonly matchId: string;
    /** Null in a mailbox that others read: then the message names no one. */
    readonly otherName: string | null;
    /** What they share, in ready sentences that tell nothing about anyone's health. */
    readonly shared: readonly string[];
    readonly firstCall: FirstCall | null;
    /** Only what its owner wants in a message; the rest stands in the portal. */
    readonly contact: readonly ContactLine[];
  };
  'still-looking': { readonly side: Side };
  'check-in': { readonly matchId: string };
  ended: { readonly side: Side; readonly looking: boolean };
  heartbeat: {
    /** Null once that day has passed. */
    readonly answerBy: Instant | null;
  };
  digest: { readonly count: number };
};

/** Everything that a message of one kind may hold. */
export type MailData<K extends MessageKind = MessageKind> = { [P in K]: Frame & Contents[P] }[K];
