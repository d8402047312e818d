import type * as z from 'zod';
import type { IntentId } from '#shared/ids.ts';
import type { Instant } from '#shared/time.ts';
import { type Intent, intentSchema, type MessageKind } from './message.ts';

/** What a decision says about a message it causes. */
export type NewMessage = {
  readonly kind: MessageKind;
  readonly personId: Intent['personId'];
  /** Id of what caused it, with its version: together with kind and recipient they make the intent's id. */
  readonly cause: string;
  readonly causeVersion: number;
  readonly matchId?: Intent['matchId'];
  readonly challengeId?: Intent['challengeId'];
  readonly draftId?: Intent['draftId'];
  readonly count?: Intent['count'];
  readonly notBefore?: Instant;
  /** Written as over from the start: the answer to an unknown address makes the same writes and sends nothing. */
  readonly silent?: boolean;
};

/** The same cause, kind and recipient always give the same id, in the letters that an SES tag allows. */
export const intentIdOf = (
  message: Pick<NewMessage, 'kind' | 'personId' | 'cause' | 'causeVersion'>,
): IntentId =>
  `intent_${[message.cause, message.causeVersion, message.kind, message.personId?.slice('person_'.length, 'person_'.length + 8) ?? 'x'].join('-')}`;

/** The item that a decision's message becomes. */
export const toIntent = (message: NewMessage, now: Instant): Intent => {
  const notBefore = message.notBefore ?? now;
  return intentSchema.parse({
    id: intentIdOf(message),
    version: 1,
    kind: message.kind,
    state: message.silent ? 'cancelled' : 'pending',
    personId: message.personId,
    matchId: message.matchId ?? null,
    challengeId: message.challengeId ?? null,
    draftId: message.draftId ?? null,
    count: message.count ?? null,
    causeVersion: message.causeVersion,
    notBefore,
    createdAt: now,
    endedAt: message.silent ? now : null,
    reason: message.silent ? 'unknown-address' : null,
    dueAt: message.silent ? null : notBefore,
  } satisfies z.input<typeof intentSchema>);
};
