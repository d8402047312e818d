import { declinable, type Intent } from '#shared/life/message.ts';
import type { Services } from '../services.ts';

/**
 * The headers by which a mail program offers to stop this kind of message with one press (RFC 8058); none for kinds
 * that a person cannot do without.
 */
export const declineHeaders = (
  { kind, personId }: Pick<Intent, 'kind' | 'personId'>,
  { tokens, origin }: Pick<Services, 'tokens' | 'origin'>,
): Readonly<Record<string, string>> =>
  personId && declinable.has(kind)
    ? {
        'List-Unsubscribe': `<${origin}/api/unsubscribe/${tokens.declineTokenOf(personId, kind)}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }
    : {};
